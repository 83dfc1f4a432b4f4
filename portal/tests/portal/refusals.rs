//! What the portal refuses, each with its page, in both languages.

use tenderseal_portal::{
    app::values::EmailAddress, config::Limits, ports::Accounts,
    web::headers::CONTENT_SECURITY_POLICY,
};

use crate::world::{PASSWORD, World};

const SIGN_UP: [(&str, &str); 3] =
    [("name", "Li Wei"), ("email", "li@example.org"), ("password", PASSWORD)];

async fn nobody_signed_up(world: &World) {
    let email = EmailAddress::parse("li@example.org").unwrap();
    assert_eq!(world.store().account_by_email(&email).await.unwrap(), None);
}

#[actix_web::test]
async fn a_form_without_or_with_a_wrong_csrf_token_is_refused() {
    let world = World::new().await;
    world.browser.get("/en/sign-up").await.is(200);
    world.browser.send("/en/sign-up", &SIGN_UP).await.is(403).shows("The form has expired");
    let wrong = [&[("csrf", "0000")], SIGN_UP.as_slice()].concat();
    world.browser.send("/zh/sign-up", &wrong).await.is(403).shows("表单已失效");
    let foreign = world.another_browser().get("/en/sign-up").await.csrf();
    let foreign = [&[("csrf", foreign.as_str())], SIGN_UP.as_slice()].concat();
    world.browser.send("/en/sign-up", &foreign).await.is(403);
    nobody_signed_up(&world).await;
    world.end().await;
}

#[actix_web::test]
async fn a_form_from_another_site_or_from_nowhere_is_refused() {
    let world = World::new().await;
    let csrf = world.browser.get("/en/sign-up").await.csrf();
    let fields = [&[("csrf", csrf.as_str())], SIGN_UP.as_slice()].concat();
    for origin in [Some("https://evil.example"), Some("null"), None] {
        world
            .browser
            .send_from("/en/sign-up", &fields, origin)
            .await
            .is(403)
            .shows("came from another site");
    }
    nobody_signed_up(&world).await;
    world.end().await;
}

#[actix_web::test]
async fn an_oversized_or_foreign_body_is_refused() {
    let world = World::new().await;
    let csrf = world.browser.get("/en/sign-up").await.csrf();
    let long = "x".repeat(70_000);
    let fields = [("csrf", csrf.as_str()), ("name", long.as_str())];
    world.browser.send("/en/sign-up", &fields).await.is(413).shows("Too large");
    let client = reqwest::Client::new();
    let origin = &world.browser.origin;
    let json = client
        .post(format!("{origin}/en/sign-up"))
        .header("origin", origin)
        .json(&SIGN_UP)
        .send()
        .await
        .unwrap();
    assert_eq!(json.status(), 400);
    nobody_signed_up(&world).await;
    world.end().await;
}

#[actix_web::test]
async fn too_many_acts_from_one_address_are_refused_with_a_time_to_wait() {
    let world = World::with(Limits { acts_per_minute: 3, ..Limits::default() }).await;
    for _ in 0..3 {
        world.browser.send("/en/sign-in", &[]).await.is(403);
    }
    let refused = world.browser.send("/zh/sign-in", &[]).await;
    refused.is(429).shows("操作过于频繁");
    let seconds: u64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=21).contains(&seconds));
    world.browser.get("/en/sign-in").await.is(200);
    world.end().await;
}

#[actix_web::test]
async fn too_many_sign_ins_to_one_account_are_refused_even_with_the_right_password() {
    let world = World::with(Limits { sign_ins_per_ten_minutes: 2, ..Limits::default() }).await;
    world.another_browser().sign_up("li@example.org", PASSWORD).await.is(303);
    for _ in 0..2 {
        world
            .browser
            .sign_in("li@example.org", "wrong wrong wrong")
            .await
            .is(422)
            .shows("do not belong together");
    }
    world.browser.sign_in("li@example.org", PASSWORD).await.is(429);
    world.browser.sign_in("wang@example.org", PASSWORD).await.is(422);
    world.end().await;
}

#[actix_web::test]
async fn too_many_reset_mails_to_one_account_are_refused() {
    let world = World::with(Limits { reset_mails_per_hour: 1, ..Limits::default() }).await;
    let fields = [("email", "li@example.org")];
    world.browser.fill("/en/forgot-password", &fields).await.is(303);
    world.browser.fill("/en/forgot-password", &fields).await.is(429);
    world.end().await;
}

#[actix_web::test]
async fn an_address_that_has_an_account_cannot_sign_up_again() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await.is(303);
    let other = world.another_browser();
    other
        .sign_up("LI@example.org", "another good password")
        .await
        .is(422)
        .shows("has an account already");
    other.sign_in("li@example.org", "another good password").await.is(422);
    world.end().await;
}

#[actix_web::test]
async fn wrong_address_and_wrong_password_are_refused_in_the_same_words() {
    let world = World::new().await;
    world.another_browser().sign_up("li@example.org", PASSWORD).await.is(303);
    let known = world.browser.sign_in("li@example.org", "wrong wrong wrong").await;
    let unknown = world.browser.sign_in("no@example.org", "wrong wrong wrong").await;
    assert_eq!(known.is(422).text.replace("li@", "no@"), unknown.is(422).text);
    world.end().await;
}

#[actix_web::test]
async fn an_unknown_language_page_or_method_gets_a_page_of_ours() {
    let world = World::new().await;
    let browser = &world.browser;
    browser.get("/fr/sign-in").await.is(404).shows("Page not found");
    browser
        .get_with("/fr", &[("accept-language", "zh")])
        .await
        .is(404)
        .shows("页面不存在")
        .shows("lang=\"zh-CN\"");
    browser
        .get("/zh/nothing-here")
        .await
        .is(404)
        .shows("页面不存在")
        .shows("href=\"/en/nothing-here\"");
    let refused = browser.send("/en/account", &[]).await;
    refused.is(405).shows("This cannot be done here");
    assert_eq!(refused.headers["allow"], "GET");
    let removed = reqwest::Client::new()
        .delete(format!("{}/en/sign-in", browser.origin))
        .send()
        .await
        .unwrap();
    assert_eq!(removed.status(), 405);
    world.end().await;
}

#[actix_web::test]
async fn going_on_to_another_site_after_signing_in_is_refused() {
    let world = World::new().await;
    world.another_browser().sign_up("li@example.org", PASSWORD).await.is(303);
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example"] {
        let browser = world.another_browser();
        let fields = [("email", "li@example.org"), ("password", PASSWORD), ("next", evil)];
        browser.fill("/en/sign-in", &fields).await.goes_to("/en/desk");
    }
    world.end().await;
}

#[actix_web::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::new().await;
    for path in
        ["/", "/en", "/en/nothing-here", "/en/sign-in", "/healthz", "/en/account", "/favicon.ico"]
    {
        let seen = world.browser.get(path).await;
        assert_eq!(seen.headers["content-security-policy"], CONTENT_SECURITY_POLICY, "{path}");
        assert_eq!(seen.headers["x-content-type-options"], "nosniff");
        assert_eq!(seen.headers["referrer-policy"], "same-origin");
        assert_eq!(seen.headers["cross-origin-opener-policy"], "same-origin");
        assert!(seen.headers.contains_key("cache-control"), "{path}");
        for inline in ["<script>", " onclick=", " style=", "<style"] {
            assert!(!seen.text.contains(inline), "{path} has {inline}");
        }
    }
    world.end().await;
}

#[actix_web::test]
async fn a_public_page_sets_no_cookie_and_is_answered_304_when_it_is_the_same() {
    let world = World::new().await;
    let first = world.browser.get("/en/how-sealing-works").await;
    assert!(!first.is(200).headers.contains_key("set-cookie"));
    assert_eq!(first.headers["cache-control"], "public, no-cache");
    let tag = first.headers["etag"].to_str().unwrap();
    let again = world.browser.get_with("/en/how-sealing-works", &[("if-none-match", tag)]).await;
    assert!(again.is(304).text.is_empty());
    world.browser.get_with("/zh/how-sealing-works", &[("if-none-match", tag)]).await.is(200);
    world.end().await;
}

#[actix_web::test]
async fn assets_are_served_for_ever_under_their_digest_and_under_no_other() {
    let world = World::new().await;
    let page = world.browser.get("/en").await;
    for file in ["vendor/tenderseal.css", "modules/page.js", "images/seal.svg"] {
        let address = page
            .text
            .split('"')
            .find(|part| part.starts_with("/assets/") && part.ends_with(file))
            .unwrap();
        let seen = world.browser.get(address).await;
        assert!(seen.is(200).headers["cache-control"].to_str().unwrap().contains("immutable"));
        let digest = address.split('/').nth(2).unwrap();
        world.browser.get(&address.replace(digest, "0000000000000000")).await.is(404);
        world.browser.get(&format!("/assets/{digest}/vendor/../../Cargo.toml")).await.is(404);
    }
    world.end().await;
}

#[actix_web::test]
async fn health_is_ready_when_the_database_answers() {
    let world = World::new().await;
    world.browser.get("/healthz").await.is(200).shows("ready");
    world.end().await;
}
