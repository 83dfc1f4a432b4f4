//! Embedded files under addresses that change with their content.
//!
//! One digest over all files stands in every address, so that modules import
//! each other by relative paths and caches may keep them for ever.

use std::sync::LazyLock;

use actix_web::{HttpResponse, http::header, web};
use base64::{Engine, engine::general_purpose::STANDARD};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};

use super::{errors::Refusal, page::Answer};

static VENDOR: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/vendor");
static MODULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/modules");
static IMAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/images");

const FOLDERS: [(&str, &Dir<'_>); 3] =
    [("vendor", &VENDOR), ("modules", &MODULES), ("images", &IMAGES)];

static DIGEST: LazyLock<String> = LazyLock::new(|| {
    fn walk(dir: &Dir<'_>, hash: &mut Sha256) {
        for file in dir.files() {
            hash.update(file.path().to_string_lossy().as_bytes());
            hash.update(Sha256::digest(file.contents()));
        }
        dir.dirs().for_each(|inner| walk(inner, hash));
    }
    let mut hash = Sha256::new();
    for (name, dir) in FOLDERS {
        hash.update(name.as_bytes());
        walk(dir, &mut hash);
    }
    hex::encode(&hash.finalize()[..8])
});

fn contents(file: &str) -> Option<&'static [u8]> {
    let (folder, rest) = file.split_once('/')?;
    let (_, dir) = FOLDERS.iter().find(|(name, _)| *name == folder)?;
    dir.get_file(rest).map(include_dir::File::contents)
}

/// The address of `vendor/…`, `modules/…` or `images/…`.
#[must_use]
pub fn address(file: &str) -> String {
    format!("/assets/{}/{file}", *DIGEST)
}

/// `sha256-…` of a file for `integrity` (Subresource Integrity, 3.1). Empty for
/// a file that is not there: then the browser has nothing to load either.
#[must_use]
pub fn integrity(file: &str) -> String {
    contents(file).map_or_else(String::new, |bytes| {
        format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("wasm") => "application/wasm",
        _ => "text/plain; charset=utf-8",
    }
}

/// `GET /assets/{digest}/{path}`.
pub async fn file(parts: web::Path<(String, String)>) -> Answer {
    let (digest, path) = parts.into_inner();
    if digest != *DIGEST {
        return Err(Refusal::NotFound);
    }
    serve(&path, "public, max-age=31536000, immutable")
}

/// `GET /favicon.ico`, which browsers ask for without being told.
pub async fn favicon() -> Answer {
    serve("images/seal.svg", "public, max-age=86400")
}

fn serve(path: &str, caching: &'static str) -> Answer {
    let bytes = contents(path).ok_or(Refusal::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type(media_type(path))
        .insert_header((header::CACHE_CONTROL, caching))
        .body(bytes))
}
