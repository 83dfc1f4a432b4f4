//! The notice: what people read. The chain holds its hash only, so all that is asked of it is that
//! it is JSON and names its documents.

use serde_json::Value;

use crate::{Document, Error};

/// Whether every document is an object of the notice that holds its name and its hash.
///
/// # Errors
/// [`Error::Json`] when the notice is not JSON, [`Error::DocumentNotInNotice`].
pub(crate) fn check_documents(notice: &str, documents: &[Document]) -> Result<(), Error> {
    let notice: Value = serde_json::from_str(notice)
        .map_err(|error| Error::Json { what: "notice", reason: error.to_string() })?;
    documents.iter().try_for_each(|document| {
        if names(&notice, &document.name, &document.hash.to_string()) {
            Ok(())
        } else {
            Err(Error::DocumentNotInNotice(document.name.clone()))
        }
    })
}

fn names(value: &Value, name: &str, hash: &str) -> bool {
    match value {
        Value::Object(members) => {
            let holds = |text| members.values().any(|member| member.as_str() == Some(text));
            holds(name) && holds(hash) || members.values().any(|member| names(member, name, hash))
        }
        Value::Array(items) => items.iter().any(|item| names(item, name, hash)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hex;

    #[test]
    fn name_and_hash_stand_in_one_object() {
        let document = Document { name: "招标文件.pdf".into(), hash: Hex([7; 32]) };
        let hash = document.hash.to_string();
        let with = |object: Value| serde_json::json!({"documents": [{"x": [object]}]}).to_string();
        let good = with(serde_json::json!({"title": "招标文件.pdf", "sha256": hash}));
        assert!(check_documents(&good, std::slice::from_ref(&document)).is_ok());
        for bad in [
            with(serde_json::json!({"title": "招标文件.pdf"})),
            with(serde_json::json!([{"title": "招标文件.pdf"}, {"sha256": hash}])),
            with(serde_json::json!({"title": "other", "sha256": hash})),
            "not JSON".into(),
        ] {
            assert!(check_documents(&bad, std::slice::from_ref(&document)).is_err(), "{bad}");
        }
    }
}
