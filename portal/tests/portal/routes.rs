//! The whole table of routes, for every role.

use std::collections::BTreeSet;

use reqwest::{Client, Method, Response, redirect::Policy};
use tenderseal_portal::{
    app::{roles::Role, tokens::Token},
    web::routes::{Body, Line, ROUTES, Who},
};

use crate::world::World;

/// The address of a line with something fitting for each of its parameters.
fn address(line: &Line) -> String {
    let path = line
        .path
        .replace("{digest}", "0000000000000000")
        .replace("{path:.*}", "vendor/tenderseal.css")
        .replace("{role}", "vendor")
        .replace("{kind}", "vendor")
        .replace("{token}", &"0".repeat(64))
        .replace("{id}", "1")
        .replace("{address}", &"0".repeat(40))
        .replace("{number}", "0")
        .replace("{org}", &"0".repeat(40))
        .replace("{person}", &"0".repeat(40))
        .replace("{key}", &"0".repeat(40))
        .replace("{section}", "notice")
        .replace("{bid}", "0")
        .replace("{block}", "0")
        .replace("{index}", "0")
        .replace("{sha256}", &"0".repeat(64));
    if line.localised { format!("/en{path}") } else { path }
}

struct Asker<'a> {
    client: Client,
    origin: &'a str,
}

impl Asker<'_> {
    /// Asks as somebody with this cookie, with all that a form of ours sends
    /// but its fields.
    async fn ask(
        &self,
        line: &Line,
        token: Option<&Token>,
        csrf: Option<&str>,
        origin: Option<&str>,
    ) -> Response {
        let method: Method = line.method.parse().unwrap();
        let mut request = self.client.request(method, format!("{}{}", self.origin, address(line)));
        if let Some(token) = token {
            request = request.header("cookie", format!("tenderseal={}", token.expose()));
        }
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let csrf = csrf.unwrap_or_default().to_owned();
        request = match line.body {
            Body::Nothing => request,
            Body::Form => request
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("csrf={csrf}")),
            Body::Json => request.header("content-type", "application/json").body("{}"),
            Body::Upload => request.multipart(reqwest::multipart::Form::new().text("csrf", csrf)),
        };
        request.send().await.unwrap()
    }
}

/// What the gate did.
#[derive(Debug, PartialEq, Eq)]
enum Gate {
    Passed,
    SignIn,
    Forbidden,
}

fn gate(answer: &Response) -> Gate {
    let to_sign_in = answer.headers().get("location").is_some_and(|to| {
        let to = to.to_str().unwrap();
        to == "/en/sign-in" || to.starts_with("/en/sign-in?next=")
    });
    match answer.status().as_u16() {
        303 if to_sign_in => Gate::SignIn,
        403 => Gate::Forbidden,
        status => {
            assert!(status < 500, "{} {status}", answer.url());
            Gate::Passed
        }
    }
}

fn expected(who: Who, signed: Option<&[Role]>) -> Gate {
    match (who, signed) {
        (Who::Public | Who::Visitor, _) | (Who::SignedIn, Some(_)) => Gate::Passed,
        (Who::Holders(roles), Some(held)) => {
            if held.iter().any(|role| roles.contains(role)) {
                Gate::Passed
            } else {
                Gate::Forbidden
            }
        }
        (Who::SignedIn | Who::Holders(_), None) => Gate::SignIn,
    }
}

#[actix_web::test]
async fn every_route_lets_in_exactly_whom_the_table_says() {
    let world = World::new().await;
    let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
    let asker = Asker { client, origin: &world.browser.origin };
    let visitor = Token::parse(&"ab".repeat(32)).unwrap();
    let mut walked = 0;
    for line in ROUTES {
        let anonymous =
            asker.ask(line, Some(&visitor), Some(&visitor.csrf()), Some(asker.origin)).await;
        assert_eq!(
            gate(&anonymous),
            expected(line.who, None),
            "{} {} as nobody",
            line.method,
            line.path
        );
        let sets = std::iter::once(vec![]).chain(Role::ALL.into_iter().map(|role| vec![role]));
        for held in sets {
            // A fresh session each time: signing out is one of the routes.
            let name = held.first().map_or("plain", |role| role.name());
            let (_, token) = world.signed_in(name, &held).await;
            let answer =
                asker.ask(line, Some(&token), Some(&token.csrf()), Some(asker.origin)).await;
            assert_eq!(
                gate(&answer),
                expected(line.who, Some(&held)),
                "{} {} as {name}",
                line.method,
                line.path
            );
            walked += 1;
        }
    }
    assert_eq!(walked, ROUTES.len() * (Role::ALL.len() + 1));
    world.end().await;
}

#[actix_web::test]
async fn every_act_is_refused_without_its_csrf_token_or_from_elsewhere() {
    let world = World::new().await;
    let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
    let asker = Asker { client, origin: &world.browser.origin };
    let acts: Vec<_> =
        ROUTES.iter().filter(|line| line.method == "POST" && line.body != Body::Json).collect();
    assert!(acts.len() >= 9);
    for line in acts {
        let (_, token) = world.signed_in("everything", &Role::ALL).await;
        let wrong = "0".repeat(64);
        for (csrf, origin) in [
            (None, Some(asker.origin)),
            (Some(wrong.as_str()), Some(asker.origin)),
            (Some(token.csrf().as_str()), None),
            (Some(token.csrf().as_str()), Some("https://evil.example")),
        ] {
            let answer = asker.ask(line, Some(&token), csrf, origin).await;
            assert_eq!(answer.status(), 403, "{} {csrf:?} {origin:?}", line.path);
        }
    }
    world.end().await;
}

#[test]
fn no_route_stands_twice_and_only_acts_carry_a_body() {
    let mut seen = BTreeSet::new();
    for line in ROUTES {
        assert!(
            seen.insert((line.method, line.pattern())),
            "{} {} stands twice",
            line.method,
            line.path
        );
        assert_eq!(line.method == "POST", line.body != Body::Nothing, "{}", line.path);
        let program = line.body == Body::Json;
        assert!(
            line.method == "GET" || program || line.who != Who::Public,
            "an act wants a CSRF token: {}",
            line.path
        );
        assert!(
            !program || (line.who == Who::Public && !line.localised),
            "a program has no session: {}",
            line.path
        );
        assert!(!matches!(line.who, Who::Holders([])), "nobody may: {}", line.path);
    }
}
