//! Public pages as they were last rendered. They hold for one state of the
//! mirror: a new block, or a new public text, empties the cache, so the next
//! request after an act shows it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use actix_web::{
    HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::ServiceResponse,
    http::{StatusCode, header, header::HeaderValue},
    web::Bytes,
};

/// Pages at most; when there are more, the cache begins again.
const PAGES_MAX: usize = 4_096;
/// All pages together, in bytes; the same then.
const BYTES_MAX: usize = 64 * 1024 * 1024;
/// The longest page that is kept, in bytes.
const PAGE_BYTES: usize = 512 * 1024;
/// The longest path with query that is kept.
const KEY_BYTES: usize = 300;

/// The pages. Cheap to clone.
#[derive(Clone, Default)]
pub struct PageCache(Arc<RwLock<Pages>>);

#[derive(Default)]
struct Pages {
    state: (u32, u64),
    kept: HashMap<String, Kept>,
    bytes: usize,
}

impl Pages {
    fn clear(&mut self) {
        self.kept.clear();
        self.bytes = 0;
    }
}

#[derive(Clone)]
struct Kept {
    body: Bytes,
    kind: HeaderValue,
    tag: HeaderValue,
}

fn key(request: &HttpRequest) -> Option<String> {
    let query = request.query_string();
    let path = request.path();
    let key = if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") };
    (key.len() <= KEY_BYTES).then_some(key)
}

impl PageCache {
    /// The page that was asked for, if it was rendered in this state.
    #[must_use]
    pub fn answer(&self, request: &HttpRequest, state: (u32, u64)) -> Option<HttpResponse> {
        let key = key(request)?;
        let kept = {
            let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if held.state != state {
                return None;
            }
            held.kept.get(&key)?.clone()
        };
        let asked = request.headers().get(header::IF_NONE_MATCH);
        let mut answer =
            if asked == Some(&kept.tag) { HttpResponse::NotModified() } else { HttpResponse::Ok() };
        answer.insert_header((header::CACHE_CONTROL, "public, no-cache"));
        answer.insert_header((header::ETAG, kept.tag.clone()));
        if asked == Some(&kept.tag) {
            return Some(answer.finish());
        }
        Some(answer.insert_header((header::CONTENT_TYPE, kept.kind)).body(kept.body))
    }

    /// Keeps an answer that was rendered in this state, if it is a whole public page.
    #[must_use]
    pub fn keep(
        &self,
        answer: ServiceResponse<BoxBody>,
        state: (u32, u64),
    ) -> ServiceResponse<BoxBody> {
        let headers = answer.headers();
        let public = headers
            .get(header::CACHE_CONTROL)
            .is_some_and(|value| value.as_bytes().starts_with(b"public"));
        let tag = headers.get(header::ETAG).cloned();
        let kind = headers.get(header::CONTENT_TYPE).cloned();
        let (Some(tag), Some(kind), Some(key), true) = (tag, kind, key(answer.request()), public)
        else {
            return answer;
        };
        if answer.status() != StatusCode::OK {
            return answer;
        }
        answer.map_body(|_, body| match body.try_into_bytes() {
            Ok(bytes) => {
                if bytes.len() <= PAGE_BYTES {
                    self.insert(key, Kept { body: bytes.clone(), kind, tag }, state);
                }
                BoxBody::new(bytes)
            }
            Err(body) => body,
        })
    }

    fn insert(&self, key: String, kept: Kept, state: (u32, u64)) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if held.state != state {
            // A page that was rendered before a block must not outlive it.
            if held.state > state {
                return;
            }
            held.clear();
            held.state = state;
        }
        if held.kept.len() >= PAGES_MAX || held.bytes + kept.body.len() > BYTES_MAX {
            held.clear();
        }
        held.bytes += kept.body.len();
        if let Some(replaced) = held.kept.insert(key, kept) {
            held.bytes -= replaced.body.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn page(path: &str, body: &'static str) -> ServiceResponse<BoxBody> {
        let answer = HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "public, no-cache"))
            .insert_header((header::ETAG, "\"1\""))
            .content_type("text/html")
            .body(body);
        ServiceResponse::new(TestRequest::with_uri(path).to_http_request(), answer)
    }

    #[test]
    fn a_page_is_kept_for_one_state_and_an_older_one_never_replaces_it() {
        let cache = PageCache::default();
        let ask = |path: &str, state| {
            cache.answer(&TestRequest::with_uri(path).to_http_request(), state).map(|a| a.status())
        };
        let _ = cache.keep(page("/en", "new"), (2, 0));
        assert_eq!(ask("/en", (2, 0)), Some(StatusCode::OK));
        assert_eq!(ask("/en?q=1", (2, 0)), None);
        assert_eq!(ask("/en", (3, 0)), None);
        let _ = cache.keep(page("/zh", "old"), (1, 9));
        assert_eq!(ask("/zh", (1, 9)), None);
        assert_eq!(ask("/en", (2, 0)), Some(StatusCode::OK));
    }

    #[test]
    fn who_has_the_page_already_is_told_so() {
        let cache = PageCache::default();
        let _ = cache.keep(page("/en", "page"), (1, 0));
        let request = TestRequest::with_uri("/en")
            .insert_header((header::IF_NONE_MATCH, "\"1\""))
            .to_http_request();
        assert_eq!(cache.answer(&request, (1, 0)).unwrap().status(), StatusCode::NOT_MODIFIED);
    }
}
