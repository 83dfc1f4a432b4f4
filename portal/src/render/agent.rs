//! What people call a browser, out of what it says of itself.

/// A part of `User-Agent` and the browser that says it; the more special first, since each also says those it
/// descends from.
const BROWSERS: [(&str, &str); 8] = [
    ("MicroMessenger/", "微信 WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
/// The same for the system.
const SYSTEMS: [(&str, &str); 7] = [
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system of a `User-Agent` header, such as `Firefox · Windows`; `None` where it names no browser.
#[must_use]
pub fn name(header: &str) -> Option<String> {
    let find = |list: &[(&str, &'static str)]| {
        list.iter().find(|(part, _)| header.contains(part)).map(|(_, name)| *name)
    };
    let browser = find(&BROWSERS)?;
    Some(
        find(&SYSTEMS).map_or_else(|| browser.to_owned(), |system| format!("{browser} · {system}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_called_as_people_know_them_and_programs_are_left_alone() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0";
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(name(chrome).as_deref(), Some("Chrome · Linux"));
        assert_eq!(name(edge).as_deref(), Some("Edge · Windows"));
        assert_eq!(name(iphone).as_deref(), Some("Safari · iPhone"));
        assert_eq!(name("curl/8.5.0"), None);
        assert_eq!(name(""), None);
    }
}
