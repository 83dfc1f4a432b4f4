//! A person's way through sign-up, sign-in, reset and language.

use jiff::SignedDuration;

use crate::world::{PASSWORD, World};

#[actix_web::test]
async fn a_person_signs_up_out_and_in_again() {
    let world = World::new().await;
    let browser = &world.browser;
    browser.sign_up("li.wei@example.org", PASSWORD).await.goes_to("/en/account?done=signed-up");
    let account = browser.get("/en/account?done=signed-up").await;
    account.is(200).shows("Li Wei").shows("Your account is ready");
    browser.send("/en/sign-out", &[("csrf", &account.csrf())]).await.goes_to("/en/signed-out");
    browser.get("/en/account").await.goes_to("/en/sign-in?next=%2Fen%2Faccount");
    browser
        .fill(
            "/en/sign-in",
            &[
                ("email", "LI.WEI@example.org"),
                ("password", PASSWORD),
                ("next", "/zh/account/sessions"),
            ],
        )
        .await
        .goes_to("/zh/account/sessions");
    browser.get("/zh/account/sessions").await.is(200).shows("当前浏览器");
    world.end().await;
}

#[actix_web::test]
async fn signing_in_changes_the_token_and_what_was_there_before_is_worth_nothing() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    let other = world.another_browser();
    let form = other.get("/en/sign-in").await;
    let before = form.headers["set-cookie"].to_str().unwrap().to_owned();
    let csrf = form.csrf();
    let fields = [("csrf", csrf.as_str()), ("email", "li@example.org"), ("password", PASSWORD)];
    let after = other.send("/en/sign-in", &fields).await;
    let after = after.headers["set-cookie"].to_str().unwrap().to_owned();
    assert_ne!(before.split(';').next(), after.split(';').next());
    for cookie in [&before, &after] {
        assert!(
            cookie.contains("HttpOnly")
                && cookie.contains("SameSite=Lax")
                && cookie.contains("Path=/"),
            "{cookie}"
        );
    }
    let planted = world.another_browser();
    planted.get_with("/en/account", &[("cookie", before.split(';').next().unwrap())]).await.is(303);
    world.end().await;
}

#[actix_web::test]
async fn a_forgotten_password_is_reset_by_mail_and_ends_every_session() {
    let mut world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    let other = world.another_browser();
    other
        .fill("/zh/forgot-password", &[("email", "li@example.org")])
        .await
        .goes_to("/zh/forgot-password/sent");
    other.get("/zh/forgot-password/sent").await.is(200).shows("60 分钟内有效");
    let mail = world.mail().await;
    let link = mail.lines().find(|line| line.starts_with("http")).unwrap().trim();
    let path = link.strip_prefix(&world.browser.origin).unwrap();
    let other = world.another_browser();
    other.fill(path, &[("password", "short")]).await.is(422).shows("at least 12 characters");
    let fields = [("password", "a quite different sentence")];
    other.fill(path, &fields).await.goes_to("/en/sign-in?done=password-reset");
    world.browser.get("/en/account").await.is(303);
    other.sign_in("li@example.org", PASSWORD).await.is(422);
    other.sign_in("li@example.org", "a quite different sentence").await.goes_to("/en/desk");
    other.get(path).await.is(404).shows("This link cannot be used");
    world.end().await;
}

#[actix_web::test]
async fn a_reset_link_works_once_expires_and_is_replaced_by_a_newer_one() {
    let mut world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    let browser = world.another_browser();
    let mut links = Vec::new();
    for _ in 0..2 {
        browser.fill("/en/forgot-password", &[("email", "li@example.org")]).await.is(303);
        let mail = world.mail().await;
        let link = mail.lines().find(|line| line.starts_with("http")).unwrap().trim().to_owned();
        links.push(link.strip_prefix(&world.browser.origin).unwrap().to_owned());
    }
    browser.get(&links[0]).await.is(404);
    let csrf = browser.get(&links[1]).await.csrf();
    world.pass(SignedDuration::from_mins(61));
    let late = [("csrf", csrf.as_str()), ("password", "a quite different sentence")];
    browser.send(&links[1], &late).await.is(404).shows("Your password was not changed");
    browser.sign_in("li@example.org", PASSWORD).await.is(303);
    world.end().await;
}

#[actix_web::test]
async fn asking_for_a_link_says_the_same_whether_there_is_an_account_or_not() {
    let world = World::new().await;
    let browser = &world.browser;
    browser
        .fill("/en/forgot-password", &[("email", "nobody@example.org")])
        .await
        .goes_to("/en/forgot-password/sent");
    world.end().await;
}

#[actix_web::test]
async fn changing_the_password_needs_the_present_one_and_ends_other_sessions() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    let other = world.another_browser();
    other.sign_in("li@example.org", PASSWORD).await.is(303);
    let wanted = ("password", "a quite different sentence");
    let path = "/en/account/password";
    world
        .browser
        .fill(path, &[("present", "wrong wrong wrong"), wanted])
        .await
        .is(422)
        .shows("This is not your present password");
    other.get("/en/account").await.is(200);
    world
        .browser
        .fill(path, &[("present", PASSWORD), wanted])
        .await
        .goes_to("/en/account?done=password-changed");
    other.get("/en/account").await.is(303);
    world.browser.get("/en/account").await.is(200);
    world.end().await;
}

#[actix_web::test]
async fn a_session_ends_when_idle_and_at_its_absolute_end() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    for _ in 0..12 {
        world.pass(SignedDuration::from_mins(59));
        world.browser.get("/en/account").await.is(200);
    }
    world.pass(SignedDuration::from_mins(13));
    world.browser.get("/en/account").await.is(303);
    world.browser.sign_in("li@example.org", PASSWORD).await.is(303);
    world.pass(SignedDuration::from_mins(61));
    world.browser.get("/en/account").await.is(303);
    world.end().await;
}

#[actix_web::test]
async fn other_browsers_are_signed_out_on_request() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    let other = world.another_browser();
    other.sign_in("li@example.org", PASSWORD).await.is(303);
    let csrf = world.browser.get("/en/account/sessions").await.csrf();
    world.browser.send("/en/account/sessions/end-others", &[("csrf", &csrf)]).await.is(303);
    other.get("/en/account").await.is(303);
    world.browser.get("/en/account").await.is(200);
    world.end().await;
}

#[actix_web::test]
async fn a_refused_form_keeps_its_values_links_its_errors_and_drops_the_password() {
    let world = World::new().await;
    let page = world
        .browser
        .fill(
            "/en/sign-up",
            &[("name", "<b>Li</b> & Co"), ("email", "nonsense"), ("password", "hunter2hunter2")],
        )
        .await;
    page.is(422).shows("There is a problem").shows("href=\"#email\"").shows("id=\"email-error\"");
    page.shows("value=\"nonsense\"")
        .shows("&#60;b&#62;Li&#60;/b&#62; &#38; Co")
        .shows("<title>Error:");
    assert!(!page.text.contains("hunter2hunter2"));
    world.end().await;
}

#[actix_web::test]
async fn name_and_language_are_saved() {
    let world = World::new().await;
    world.browser.sign_up("li@example.org", PASSWORD).await;
    world
        .browser
        .fill("/zh/account/profile", &[("name", "李维"), ("language", "zh")])
        .await
        .goes_to("/zh/account?done=profile-saved");
    world.browser.get("/zh/account").await.shows("李维").shows("简体中文");
    world
        .browser
        .fill("/en/account/profile", &[("name", "李维"), ("language", "xx")])
        .await
        .is(422)
        .shows("Choose a language");
    world.end().await;
}

#[actix_web::test]
async fn the_way_in_speaks_the_readers_language_and_the_switch_keeps_the_page() {
    let world = World::new().await;
    let browser = &world.browser;
    browser.get_with("/", &[("accept-language", "zh-CN,zh;q=0.9,en;q=0.8")]).await.goes_to("/zh");
    browser.get_with("/", &[("accept-language", "de")]).await.goes_to("/en");
    browser.get("/zh").await.is(200).shows("lang=\"zh-CN\"").shows("href=\"/en\"");
    let page = browser.get("/en/sign-in?next=%2Fen%2Faccount").await;
    page.is(200).shows("href=\"/zh/sign-in?next=%2Fen%2Faccount\"").shows("简体中文");
    world.end().await;
}
