//! How many public tender pages a second the portal gives, over 1,000 tenders in SQLite, beside a
//! constant page of the same length from bare actix-web. Loopback only; `wrk` makes the requests.
//!
//! `cargo xtask bench` builds what is needed and runs it. `TENDERSEAL_PORTAL`: the portal's
//! program. Prints one row of a Markdown table: what, measured, beside it, ratio, wanted.

use std::{
    error::Error,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use actix_web::{App, HttpResponse, HttpServer, dev::ServerHandle, web};
use serde_json::Value;

/// Tenders in the portal.
const TENDERS: usize = 1_000;
/// What is wanted, requests a second and milliseconds.
const WANTED: (f64, f64) = (10_000.0, 20.0);

/// A portal that runs until it is dropped.
struct Portal {
    child: Child,
    origin: String,
}

impl Portal {
    fn start(folder: &std::path::Path) -> Result<Self, Box<dyn Error>> {
        let program =
            std::env::var_os("TENDERSEAL_PORTAL").ok_or("TENDERSEAL_PORTAL is not set")?;
        let more = (TENDERS - 3).to_string();
        let mut child = Command::new(program)
            .args(["demo", "--listen", "127.0.0.1:0", "--clock", "manual", "--tenders", &more])
            .arg("--data")
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        let mut portal = Self { child, origin: String::new() };
        for line in BufReader::new(output).lines() {
            let line = line?;
            if line.starts_with("Tenderseal") {
                line.split_whitespace().last().unwrap_or_default().clone_into(&mut portal.origin);
                return Ok(portal);
            }
        }
        Err("the portal told no address".into())
    }

    /// The public page of every tender, as a path.
    async fn pages(&self) -> Result<Vec<String>, Box<dyn Error>> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        let mut pages = Vec::new();
        for page in 0.. {
            let url = format!("{}/api/tenders?page={page}", self.origin);
            let answer: Value = http.get(url).send().await?.error_for_status()?.json().await?;
            let listed = answer["tenders"].as_array().ok_or("no list")?;
            let address = |tender: &Value| tender["address"].as_str().map(str::to_owned);
            let found = listed.iter().filter_map(address);
            pages.extend(found.map(|address| format!("/en/tenders/{address}")));
            if listed.is_empty() {
                break;
            }
        }
        // Each once, so that what is measured is not the first rendering of each.
        for page in &pages {
            let url = format!("{}{page}", self.origin);
            http.get(url).send().await?.error_for_status()?.bytes().await?;
        }
        Ok(pages)
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing left to do.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Requests a second and the 99th percentile in milliseconds.
struct Load {
    rate: f64,
    p99: f64,
}

/// Ten seconds of requests with 64 connections, for the paths in turn.
fn load(origin: &str, paths: &[String], folder: &std::path::Path) -> Result<Load, Box<dyn Error>> {
    let mut script = "local paths = {\n".to_owned();
    for path in paths {
        writeln!(script, "{path:?},")?;
    }
    script.push_str(
        "}\nlocal at = 0\nfunction request()\n  at = at % #paths + 1\n  \
         return wrk.format('GET', paths[at])\nend\n\
         function done(summary, latency)\n  local errors = summary.errors\n  \
         io.write(string.format('result %f %f %d\\n', summary.requests / summary.duration * 1e6, \
         latency:percentile(99) / 1000, errors.connect + errors.read + errors.write + \
         errors.status + errors.timeout))\nend\n",
    );
    let file = folder.join("paths.lua");
    fs::write(&file, script)?;
    let output = Command::new("wrk")
        .args(["--threads", "1", "--connections", "64", "--duration", "10s", "--script"])
        .arg(&file)
        .arg(origin)
        .output()?;
    let text = String::from_utf8(output.stdout)?;
    let found = text.lines().find_map(|line| line.strip_prefix("result "));
    let numbers: Vec<f64> =
        found.ok_or("wrk told no result")?.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    match numbers[..] {
        [rate, p99, 0.0] => Ok(Load { rate, p99 }),
        [_, _, errors] => Err(format!("{errors} requests failed").into()),
        _ => Err("wrk told something else".into()),
    }
}

/// The same body from a handler that does nothing.
fn constant(body: String) -> std::io::Result<(ServerHandle, String)> {
    let server = HttpServer::new(move || {
        let body = web::Bytes::from(body.clone());
        App::new().default_service(web::to(move || {
            let body = body.clone();
            async move { HttpResponse::Ok().content_type("text/html").body(body) }
        }))
    })
    .disable_signals()
    .bind(("127.0.0.1", 0))?;
    let origin = format!("http://{}", server.addrs()[0]);
    let server = server.run();
    let handle = server.handle();
    actix_web::rt::spawn(server);
    Ok((handle, origin))
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let portal = Portal::start(&folder.path().join("data"))?;
    let pages = portal.pages().await?;
    if pages.len() != TENDERS {
        return Err(format!("{} tenders", pages.len()).into());
    }
    let at = folder.path().to_owned();
    let (origin, paths) = (portal.origin.clone(), pages.clone());
    let measured = web::block(move || load(&origin, &paths, &at).map_err(|e| e.to_string()));
    let measured = measured.await??;

    let first = format!("{}{}", portal.origin, pages[0]);
    let http = reqwest::Client::builder().no_proxy().build()?;
    let body = http.get(first).send().await?.text().await?;
    drop(portal);
    let (handle, origin) = constant(body)?;
    let at = folder.path().to_owned();
    let bare = web::block(move || load(&origin, &pages, &at).map_err(|e| e.to_string()));
    let bare = bare.await??;
    handle.stop(false).await;
    println!(
        "| public tender page, {TENDERS} tenders, 64 connections | {:.0}/s, p99 {:.1} ms | bare actix, constant page: {:.0}/s, p99 {:.1} ms | {:.2} | ≥ {:.0}/s, p99 < {:.0} ms |",
        measured.rate,
        measured.p99,
        bare.rate,
        bare.p99,
        measured.rate / bare.rate,
        WANTED.0,
        WANTED.1,
    );
    Ok(())
}
