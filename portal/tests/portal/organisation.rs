//! Registering an organisation, with documents.

use reqwest::multipart::{Form, Part};
use tenderseal_portal::{app::roles::Role, config::Limits, ports::Organisations};

use crate::world::{PASSWORD, Seen, World};

const PATH: &str = "/en/organisations/register/vendor";

fn form(csrf: &str, number: &str, documents: &[(&str, Vec<u8>)]) -> Form {
    let mut form = Form::new()
        .text("csrf", csrf.to_owned())
        .text("legal-name", "北京封标科技有限公司")
        .text("country", "cn")
        .text("registration-number", number.to_owned())
        .text("address", "1 Example Road\r\nBeijing")
        .text("contact-name", "Li Wei")
        .text("contact-email", "li@example.org")
        .text("contact-phone", "+86 10 5555 0100");
    for (name, bytes) in documents {
        form = form.part("documents", Part::bytes(bytes.clone()).file_name((*name).to_owned()));
    }
    form
}

async fn register(world: &World, number: &str, documents: &[(&str, Vec<u8>)]) -> Seen {
    let csrf = world.browser.get(PATH).await.csrf();
    world.browser.upload(PATH, form(&csrf, number, documents)).await
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.7 a business licence".to_vec()
}

#[actix_web::test]
async fn an_organisation_is_registered_waits_and_its_document_can_be_read_by_the_right_people() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    let done = register(&world, "91110000MA01ABCD2X", &[("执照 2026.pdf", pdf())]).await;
    done.is(303);
    let path = done.location.split('?').next().unwrap().to_owned();
    let page = world.browser.get(&done.location).await;
    page.is(200)
        .shows("北京封标科技有限公司")
        .shows("waiting for a registrar")
        .shows("1 Example Road Beijing")
        .shows("执照 2026.pdf");
    let (_, rest) = page.text.split_once("/documents/").unwrap();
    let file = world.browser.get(&format!("{path}/documents/{}", &rest[..64])).await;
    file.is(200);
    assert_eq!(file.text.as_bytes(), pdf());
    assert_eq!(file.headers["content-type"], "application/pdf");
    assert!(
        file.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment; filename*=UTF-8''%E6%89%A7")
    );

    let stranger = world.another_browser();
    stranger.sign_up("wang@example.org", PASSWORD).await;
    stranger.get(&path).await.is(404);
    stranger.get(&format!("{path}/documents/{}", &rest[..64])).await.is(404);

    let (_, token) = world.signed_in("registrar", &[Role::Registrar]).await;
    let cookie = format!("tenderseal={}", token.expose());
    let registrar = world.another_browser();
    registrar
        .get_with("/en/registrar", &[("cookie", &cookie)])
        .await
        .is(200)
        .shows("北京封标科技有限公司");
    registrar.get_with(&path, &[("cookie", &cookie)]).await.is(200);
    world.end().await;
}

#[actix_web::test]
async fn the_same_organisation_is_not_registered_twice() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    register(&world, "A-1", &[("a.pdf", pdf())]).await.is(303);
    register(&world, "A-1", &[("a.pdf", pdf())])
        .await
        .is(422)
        .shows("registered already")
        .shows("value=\"A-1\"");
    register(&world, "A-2", &[("a.pdf", pdf())]).await.is(303);
    world.end().await;
}

#[actix_web::test]
async fn a_registration_without_or_with_unfit_documents_is_refused_and_nothing_is_registered() {
    let world =
        World::with(Limits { document_bytes: 100_000, documents: 2, ..Limits::default() }).await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    register(&world, "A-1", &[])
        .await
        .is(422)
        .shows("Choose at least one document")
        .shows("href=\"#documents\"");
    register(&world, "A-1", &[("a.pdf", b"MZ a program".to_vec())])
        .await
        .is(422)
        .shows("This kind of document is not taken");
    let large = [pdf(), vec![b'x'; 200_000]].concat();
    register(&world, "A-1", &[("a.pdf", large)]).await.is(413).shows("Too large");
    let three = [("a.pdf", pdf()), ("b.pdf", pdf()), ("c.pdf", pdf())];
    register(&world, "A-1", &three).await.is(422).shows("more documents than are taken");
    let waiting = world
        .store()
        .organisations_with(tenderseal_portal::ports::RegistrationStatus::Pending)
        .await
        .unwrap();
    assert_eq!(waiting, []);
    let incoming = world.folder.path().join("blobs/incoming");
    assert!(
        !incoming.exists() || std::fs::read_dir(incoming).unwrap().next().is_none(),
        "a refused file stayed"
    );
    world.end().await;
}

#[actix_web::test]
async fn an_upload_whose_first_field_is_not_the_csrf_token_is_refused_before_a_file_is_taken() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    let csrf = world.browser.get(PATH).await.csrf();
    world.browser.upload(PATH, form(&"0".repeat(64), "A-1", &[("a.pdf", pdf())])).await.is(403);
    let late =
        Form::new().part("documents", Part::bytes(pdf()).file_name("a.pdf")).text("csrf", csrf);
    world.browser.upload(PATH, late).await.is(403);
    assert!(!world.folder.path().join("blobs/sha256").exists());
    world.end().await;
}

#[actix_web::test]
async fn an_unknown_kind_of_organisation_is_no_page() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    world.browser.get("/en/organisations/register/spy").await.is(404);
    world.end().await;
}
