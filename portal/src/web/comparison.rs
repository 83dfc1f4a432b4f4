//! What differs between two versions of a notice: a line for each thing that changed, in words.

use tenderseal_rules::{money::Currency, terms::Terms};

use super::{page::Page, requests, securities};
use crate::app::notice::{Bilingual, Item, Notice, NoticeCriterion};
use crate::i18n::Locale;
use crate::render::{
    money,
    rule::{self, PriceWords, is_pass_fail},
};

/// From so many characters on a value is long: what changed in it is marked.
const LONG: usize = 40;

/// The terms, and the notice where the portal has it.
#[derive(Clone, Debug)]
pub struct Version {
    /// What is signed.
    pub terms: Terms,
    /// What people read.
    pub notice: Option<Notice>,
}

/// A value with the part that changed in the middle. All three are empty where there was nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The same in both.
    pub before: String,
    /// What changed.
    pub changed: String,
    /// The same in both.
    pub after: String,
}

impl Side {
    /// Whether there is nothing on this side.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.before.is_empty() && self.changed.is_empty() && self.after.is_empty()
    }

    /// Whether a part is to be marked: else everything changed, or only the other side has more.
    #[must_use]
    pub const fn is_marked(&self) -> bool {
        let framed = !self.before.is_empty() || !self.after.is_empty();
        framed && !self.changed.is_empty()
    }

    /// The whole value.
    #[must_use]
    pub fn text(&self) -> String {
        [self.before.as_str(), &self.changed, &self.after].concat()
    }
}

/// Something that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub label: String,
    /// Until now.
    pub old: Side,
    /// From then on.
    pub new: Side,
}

impl Change {
    /// A change of a value; `None` where both are the same.
    fn of(label: String, old: &str, new: &str) -> Option<Self> {
        (old != new).then(|| {
            let (old, new) = sides(old, new);
            Self { label, old, new }
        })
    }

    /// Both values in one line of a confirmation.
    #[must_use]
    pub fn in_one(&self) -> String {
        let or_dash = |side: &Side| if side.is_empty() { "–".to_owned() } else { side.text() };
        format!("{} → {}", or_dash(&self.old), or_dash(&self.new))
    }
}

/// Parts two values into what they share at both ends and what lies between. Short ones stay whole, and so
/// do numbers and words of Latin letters.
fn sides(old: &str, new: &str) -> (Side, Side) {
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let whole = |text: &[char]| Side { changed: text.iter().collect(), ..Side::default() };
    if old.len().min(new.len()) < LONG {
        return (whole(&old), whole(&new));
    }
    let inside = |text: &[char], at: usize| {
        at > 0
            && at < text.len()
            && text[at - 1].is_ascii_alphanumeric()
            && text[at].is_ascii_alphanumeric()
    };
    let mut head = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    while inside(&old, head) || inside(&new, head) {
        head -= 1;
    }
    let most = old.len().min(new.len()) - head;
    let pairs = old.iter().rev().zip(new.iter().rev()).take(most);
    let mut tail = pairs.take_while(|(one, other)| one == other).count();
    while tail > 0 && (inside(&old, old.len() - tail) || inside(&new, new.len() - tail)) {
        tail -= 1;
    }
    let part = |text: &[char]| {
        let end = text.len() - tail;
        Side {
            before: text[..head].iter().collect(),
            changed: text[head..end].iter().collect(),
            after: text[end..].iter().collect(),
        }
    };
    (part(&old), part(&new))
}

/// Everything that differs, in the order of the notice. Empty only where both are the same.
#[must_use]
pub fn changes(page: &Page, old: &Version, new: &Version, evaluators: usize) -> Vec<Change> {
    let mut found = Vec::new();
    match (&old.notice, &new.notice) {
        (Some(one), Some(other)) => notices(page, old.terms.currency, one, other, &mut found),
        _ => found.extend(Change::of(
            page.t("draft-notice-hash"),
            &hex::encode(old.terms.notice),
            &hex::encode(new.terms.notice),
        )),
    }
    lists(page.t("draft-section-documents"), &documents(old), &documents(new), &mut found);
    rules(page, &old.terms, &new.terms, evaluators, &mut found);
    criteria(page, old, new, &mut found);
    if found.is_empty() && old.terms.notice != new.terms.notice {
        let hashes = [&old.terms, &new.terms].map(|terms| hex::encode(terms.notice));
        found.extend(Change::of(page.t("draft-notice-hash"), &hashes[0], &hashes[1]));
    }
    found
}

fn notices(page: &Page, currency: Currency, old: &Notice, new: &Notice, found: &mut Vec<Change>) {
    let budget = |notice: &Notice| {
        notice.budget.parse().map_or_else(|_| String::new(), |minor| money::amount(currency, minor))
    };
    let category = |notice: &Notice| page.of("category-", &notice.category);
    for (key, old, new) in [
        ("draft-title-zh", &old.title.zh, &new.title.zh),
        ("draft-title-en", &old.title.en, &new.title.en),
        ("draft-description-zh", &old.description.zh, &new.description.zh),
        ("draft-description-en", &old.description.en, &new.description.en),
        ("draft-reference", &old.reference, &new.reference),
        ("draft-category", &category(old), &category(new)),
        ("draft-budget", &budget(old), &budget(new)),
    ] {
        found.extend(Change::of(page.t(key), old, new));
    }
    let items = |notice: &Notice| notice.items.iter().map(|one| item(page, one)).collect();
    let (old, new): (Vec<String>, Vec<String>) = (items(old), items(new));
    lists(page.t("draft-section-items"), &old, &new, found);
}

/// Lines that went, beside lines that came.
fn lists(label: String, old: &[String], new: &[String], found: &mut Vec<Change>) {
    let gone: Vec<_> = old.iter().filter(|line| !new.contains(line)).collect();
    let came: Vec<_> = new.iter().filter(|line| !old.contains(line)).collect();
    for place in 0..gone.len().max(came.len()) {
        let at = |lines: &[&String]| lines.get(place).map_or("", |line| line.as_str()).to_owned();
        found.extend(Change::of(label.clone(), &at(&gone), &at(&came)));
    }
    if gone.is_empty() && came.is_empty() {
        // The same lines in another order.
        found.extend(Change::of(label, &old.join("\n"), &new.join("\n")));
    }
}

/// A text in both languages, the page's first: a change in either of them is seen.
fn both(page: &Page, text: &Bilingual) -> String {
    let (first, second) = match page.locale {
        Locale::En => (&text.en, &text.zh),
        Locale::Zh => (&text.zh, &text.en),
    };
    let parts = [first.as_str(), second.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn item(page: &Page, item: &Item) -> String {
    let count = [money::quantity(&item.quantity), item.unit.clone()].join(" ");
    let parts =
        [both(page, &item.description), count.trim().to_owned(), item.classification.clone()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn documents(version: &Version) -> Vec<String> {
    let name = |sha256: &str| {
        let mut held = version.notice.iter().flat_map(|notice| &notice.documents);
        held.find(|held| held.sha256 == sha256).map(|held| held.name.clone())
    };
    let line = |hash: &[u8; 32]| {
        let sha256 = hex::encode(hash);
        name(&sha256).map_or_else(|| sha256.clone(), |name| format!("{name}\nSHA-256 {sha256}"))
    };
    version.terms.documents.iter().map(line).collect()
}

fn rules(page: &Page, old: &Terms, new: &Terms, evaluators: usize, found: &mut Vec<Change>) {
    let price = |terms: &Terms| {
        let words = PriceWords::of(page.locale, &terms.price, terms.currency);
        let all = [words.name, words.text].into_iter().chain(words.steps);
        all.collect::<Vec<_>>().join("\n")
    };
    let consensus = |terms: &Terms| rule::consensus(page.locale, terms.consensus, evaluators);
    found.extend(Change::of(page.t("draft-price-formula"), &price(old), &price(new)));
    if old.consensus != new.consensus {
        found.extend(Change::of(page.t("draft-consensus"), &consensus(old), &consensus(new)));
    }
    let security = |terms: &Terms| {
        let lines = securities::asked(page, terms).into_iter();
        let lines = lines.map(|(key, text)| format!("{}: {text}", page.t(key)));
        lines.collect::<Vec<_>>().join("\n")
    };
    found.extend(Change::of(page.t("draft-section-security"), &security(old), &security(new)));
    let asked = |terms: &Terms| requests::asked(page, terms).into_iter().map(|(_, text)| text);
    let asked = asked(old).zip(asked(new)).zip(["low-price-rule", "response-window"]);
    for ((old, new), key) in asked {
        found.extend(Change::of(page.t(key), &old, &new));
    }
    for (key, old, new) in [
        ("lifecycle-years", old.lifecycle_years.to_string(), new.lifecycle_years.to_string()),
        (
            "amendment-lifecycle",
            money::percent(old.lifecycle_rate_bp),
            money::percent(new.lifecycle_rate_bp),
        ),
        ("draft-min-bids", old.min_bids.to_string(), new.min_bids.to_string()),
    ] {
        found.extend(Change::of(page.t(key), &old, &new));
    }
}

/// A criterion under what it is called, and everything else of it.
fn stated(page: &Page, version: &Version) -> Vec<(String, String)> {
    let words = |id: u16| -> Option<&NoticeCriterion> {
        version.notice.iter().flat_map(|notice| &notice.criteria).find(|words| words.id == id)
    };
    let line = |one: &tenderseal_rules::terms::Criterion| {
        let told = words(one.id);
        let title = told.map_or_else(
            || page.t1("tender-criterion", "id", one.id),
            |words| both(page, &words.title),
        );
        let mut numbers = vec![
            (page.t("draft-weight"), money::percent(one.weight_bp)),
            (page.t("draft-max"), money::hundredths(one.max)),
        ];
        if one.min > 0 {
            numbers.push((page.t("draft-min"), money::hundredths(one.min)));
        }
        let mut numbers: Vec<_> =
            numbers.into_iter().map(|(name, value)| format!("{name}: {value}")).collect();
        if is_pass_fail(one.weight_bp, one.max, one.min) {
            numbers = vec![page.t("criterion-pass-fail")];
        }
        let about = told.map_or_else(String::new, |words| both(page, &words.description));
        let about = if about.is_empty() { String::new() } else { format!("\n{about}") };
        (title, format!("{}{about}", numbers.join(" · ")))
    };
    version.terms.criteria.iter().map(line).collect()
}

fn criteria(page: &Page, old: &Version, new: &Version, found: &mut Vec<Change>) {
    let (old, new) = (stated(page, old), stated(page, new));
    let label = |title: &str| {
        page.t1("amendment-criterion", "title", title.lines().next().unwrap_or_default())
    };
    let named = |lines: &[(String, String)], title: &str| {
        lines.iter().find(|(held, _)| held == title).map(|(_, rest)| rest.clone())
    };
    for (title, rest) in &old {
        match named(&new, title) {
            Some(now) => found.extend(Change::of(label(title), rest, &now)),
            None => found.extend(Change::of(label(title), &format!("{title}\n{rest}"), "")),
        }
    }
    for (title, rest) in new.iter().filter(|(title, _)| named(&old, title).is_none()) {
        found.extend(Change::of(label(title), "", &format!("{title}\n{rest}")));
    }
}

#[cfg(test)]
mod tests {
    use tenderseal_rules::{
        OrgId,
        terms::{Criterion, PriceFormula},
    };

    use super::*;
    use crate::app::notice::{DraftBody, DraftCriterion};

    fn words(text: &str) -> Bilingual {
        Bilingual { en: text.to_owned(), zh: String::new() }
    }

    fn draft() -> DraftBody {
        let criterion = |title: &str, weight_bp| DraftCriterion {
            title: words(title),
            weight_bp,
            ..DraftCriterion::default()
        };
        DraftBody {
            title: words("Laptops"),
            description: words("Four hundred laptops with three years of service on site."),
            price_weight_bp: 4_000,
            criteria: vec![criterion("Quality", 4_000), criterion("Service", 2_000)],
            deadline: Some(2_000),
            committee: vec!["11".repeat(32)],
            k: 1,
            panel: vec!["22".repeat(20)],
            ..DraftBody::default()
        }
    }

    fn version(draft: &DraftBody) -> Version {
        let (notice, publication) = draft.publish(&OrgId([7; 20]), "Buyer").unwrap();
        Version { terms: publication.terms, notice: Some(notice) }
    }

    fn found(change: impl Fn(&mut DraftBody)) -> Vec<(String, String, String)> {
        let mut next = draft();
        change(&mut next);
        let page = Page::sample(Locale::En, "", None);
        let found = changes(&page, &version(&draft()), &version(&next), 1);
        found.into_iter().map(|one| (one.label.clone(), one.old.text(), one.new.text())).collect()
    }

    #[test]
    fn the_same_notice_has_no_changes_and_each_change_is_told_once() {
        assert_eq!(found(|_| {}), []);
        for change in [
            &|next: &mut DraftBody| next.title.zh = "笔记本电脑".to_owned(),
            &|next| next.description.en.push_str(" Batteries too."),
            &|next| next.reference = "A-1".to_owned(),
            &|next| next.budget = "100000".to_owned(),
            &|next| next.items.push(Item { description: words("Laptop"), ..Item::default() }),
            &|next| next.min_bids = 3,
            &|next| next.security_amount = "2000000".to_owned(),
            &|next| next.response_window += 86_400,
            &|next| next.low_under_mean_bp = Some(5_000),
            &|next| next.consensus = "median".to_owned(),
            &|next| next.lifecycle_rate_bp = 300,
            &|next| next.lifecycle_years = 8,
            &|next| next.criteria[1].min = 6_000,
            &|next| next.criteria[1].description.zh = "四小时到场".to_owned(),
            &|next| next.criteria.swap(0, 1),
        ] as [&dyn Fn(&mut DraftBody); 15]
        {
            assert_eq!(found(change).len(), 1, "{:?}", found(change));
        }
    }

    #[test]
    fn criteria_are_found_again_by_their_titles() {
        let told = found(|next| {
            next.criteria.remove(0);
            next.criteria[0].weight_bp = 6_000;
        });
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].1.starts_with("Quality") && told[0].2.is_empty(), "{told:?}");
        assert!(told[1].1.contains("20%") && told[1].2.contains("60%"), "{told:?}");
    }

    #[test]
    fn without_the_texts_the_numbers_are_compared_all_the_same() {
        let page = Page::sample(Locale::Zh, "", None);
        let bare = |draft: &DraftBody| Version { notice: None, ..version(draft) };
        let mut next = draft();
        next.price_formula = "lowest_only".to_owned();
        let mut later = bare(&next);
        later.terms.criteria.push(Criterion { id: 9, weight_bp: 0, max: 100, min: 0 });
        assert_eq!(later.terms.price.formula, PriceFormula::LowestOnly);
        assert_eq!(changes(&page, &bare(&draft()), &later, 1).len(), 2);
    }

    #[test]
    fn a_long_text_shares_its_ends_and_no_word_is_cut() {
        let old = "The machines are delivered within thirty days after the signature.";
        let new = "The machines are delivered within thirteen days after the signature.";
        let (one, other) = sides(old, new);
        assert_eq!((one.changed.as_str(), other.changed.as_str()), ("thirty", "thirteen"));
        assert_eq!((one.text().as_str(), other.text().as_str()), (old, new));
        let (one, other) = sides("60%", "65%");
        assert_eq!((one.changed.as_str(), other.changed.as_str()), ("60%", "65%"));
        let (one, other) = sides(old, &format!("{old} {old}"));
        assert!(one.changed.is_empty() && !other.changed.is_empty());
        assert!(!one.is_marked() && other.is_marked());
    }
}
