//! Every text is there in every language: the same messages, attributes and variables, no
//! message twice, no syntax errors, and no sentence left in another language.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use fluent_syntax::{
    ast::{Attribute, CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

/// The language that texts are written in first, and those that must have every one of them.
const FIRST: &str = "en";
const OTHERS: [&str; 1] = ["zh-CN"];

/// A message with its own text and its attributes, each by name; the text's own name is empty.
type Message = BTreeMap<String, Text>;
/// All messages and terms of a language; a term's name begins with `-`.
type Language = BTreeMap<String, Message>;

/// What matters about one text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Text {
    /// The names of the variables that stand in it.
    variables: BTreeSet<String>,
    /// Its letters, without what is filled in.
    words: String,
}

/// Compares the folders of the languages in `folder`.
pub fn check(folder: &Path) -> Result<()> {
    let mut faults = Vec::new();
    let first = read_language(&folder.join(FIRST), &mut faults)?;
    for name in OTHERS {
        let other = read_language(&folder.join(name), &mut faults)?;
        faults.extend(compare(&first, name, &other));
    }
    if !faults.is_empty() {
        bail!("texts:\n  {}", faults.join("\n  "));
    }
    Ok(())
}

fn read_language(folder: &Path, faults: &mut Vec<String>) -> Result<Language> {
    let mut language = Language::new();
    for path in fluent_files(folder)? {
        let source = fs::read_to_string(&path)?;
        let shown = path.strip_prefix(folder).unwrap_or(&path).display().to_string();
        for (name, message) in read_messages(&source, &shown, faults) {
            if language.insert(name.clone(), message).is_some() {
                faults.push(format!("{}: {name} is there twice", folder.display()));
            }
        }
    }
    Ok(language)
}

fn fluent_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(fluent_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn read_messages(source: &str, shown: &str, faults: &mut Vec<String>) -> Vec<(String, Message)> {
    let resource = parser::parse(source).unwrap_or_else(|(resource, errors)| {
        faults.extend(errors.iter().map(|error| {
            let line = 1 + source[..error.pos.start].matches('\n').count();
            format!("{shown}:{line}: {error}")
        }));
        resource
    });
    let mut messages = Vec::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => messages.push((
                message.id.name.to_owned(),
                texts(message.value.as_ref(), &message.attributes),
            )),
            Entry::Term(term) => messages
                .push((format!("-{}", term.id.name), texts(Some(&term.value), &term.attributes))),
            // Junk is what the errors above are about.
            Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_)
            | Entry::Junk { .. } => {}
        }
    }
    messages
}

fn texts(value: Option<&Pattern<&str>>, attributes: &[Attribute<&str>]) -> Message {
    let own = value.map(|pattern| (String::new(), Text::of(pattern)));
    let named = attributes
        .iter()
        .map(|attribute| (attribute.id.name.to_owned(), Text::of(&attribute.value)));
    own.into_iter().chain(named).collect()
}

impl Text {
    fn of(pattern: &Pattern<&str>) -> Self {
        let mut text = Self::default();
        text.add_pattern(pattern);
        text
    }

    fn add_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push_str(value),
                PatternElement::Placeable { expression } => self.add_expression(expression),
            }
        }
    }

    fn add_expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.add_inline(inline),
            Expression::Select { selector, variants } => {
                self.add_inline(selector);
                for variant in variants {
                    self.add_pattern(&variant.value);
                }
            }
        }
    }

    fn add_inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.add_expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => self.add_call(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                if let Some(arguments) = arguments {
                    self.add_call(arguments);
                }
            }
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::MessageReference { .. } => {}
        }
    }

    fn add_call(&mut self, arguments: &CallArguments<&str>) {
        let named = arguments.named.iter().map(|argument| &argument.value);
        for argument in arguments.positional.iter().chain(named) {
            self.add_inline(argument);
        }
    }

    /// Whether this is at least a phrase of Latin words: names, units and file types are
    /// shorter, and may well be the same in every language.
    fn is_latin_phrase(&self) -> bool {
        self.words
            .split_whitespace()
            .filter(|word| word.chars().filter(char::is_ascii_alphabetic).count() > 1)
            .count()
            >= 3
    }
}

fn compare(first: &Language, name: &str, other: &Language) -> Vec<String> {
    let mut faults = Vec::new();
    for id in first.keys().filter(|id| !other.contains_key(*id)) {
        faults.push(format!("{id} is in {FIRST} and not in {name}"));
    }
    for (id, message) in other {
        match first.get(id) {
            None => faults.push(format!("{id} is in {name} and not in {FIRST}")),
            Some(original) => faults.extend(
                compare_message(original, message)
                    .into_iter()
                    .map(|fault| format!("{id}: {fault} in {FIRST} and {name}")),
            ),
        }
    }
    faults
}

fn compare_message(original: &Message, message: &Message) -> Vec<String> {
    if !original.keys().eq(message.keys()) {
        return vec!["not the same attributes".to_owned()];
    }
    let mut faults = Vec::new();
    for (text, other) in original.values().zip(message.values()) {
        if text.variables != other.variables {
            faults.push("not the same variables".to_owned());
        }
        if text.words == other.words && text.is_latin_phrase() {
            faults.push("the same sentence, not translated".to_owned());
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(source: &str) -> Language {
        let mut faults = Vec::new();
        let messages = read_messages(source, "test.ftl", &mut faults);
        assert_eq!(faults, Vec::<String>::new());
        messages.into_iter().collect()
    }

    fn faults(english: &str, chinese: &str) -> Vec<String> {
        compare(&language(english), "zh-CN", &language(chinese))
    }

    #[test]
    fn languages_that_say_the_same_pass() {
        let english = "\
bids = { $count ->
    [one] One sealed bid
   *[other] { NUMBER($count) } sealed bids
}
price = Price
    .hint = In { $currency }, without tax
-brand = Tenderseal
";
        let chinese = "\
bids = 已收到 { NUMBER($count) } 份密封投标
price = 投标报价
    .hint = 以 { $currency } 计，不含税
-brand = 封标
";
        assert_eq!(faults(english, chinese), Vec::<String>::new());
    }

    #[test]
    fn a_text_in_one_language_only_is_found_from_both_sides() {
        assert_eq!(faults("lot = Lot\n", ""), ["lot is in en and not in zh-CN"]);
        assert_eq!(faults("", "lot = 标段\n"), ["lot is in zh-CN and not in en"]);
    }

    #[test]
    fn a_lost_variable_or_attribute_is_found() {
        let lost = faults("due = Due on { $date }\n", "due = 截止时间\n");
        assert_eq!(lost, ["due: not the same variables in en and zh-CN"]);
        let lost = faults("due = Due\n    .hint = Soon\n", "due = 截止时间\n");
        assert_eq!(lost, ["due: not the same attributes in en and zh-CN"]);
    }

    #[test]
    fn a_sentence_left_in_english_is_found_and_a_name_is_not() {
        let left = faults("help = How sealing works\n", "help = How sealing works\n");
        assert_eq!(left, ["help: the same sentence, not translated in en and zh-CN"]);
        assert_eq!(faults("file = OCDS JSON\n", "file = OCDS JSON\n"), Vec::<String>::new());
    }

    #[test]
    fn a_syntax_error_is_told_with_its_line() {
        let mut faults = Vec::new();
        read_messages("lot = Lot\nbroken = { $\n", "bids.ftl", &mut faults);
        assert!(faults[0].starts_with("bids.ftl:2"), "{faults:?}");
    }

    #[test]
    fn a_message_that_is_there_twice_is_found() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.ftl"), "lot = Lot\n").expect("written");
        fs::write(folder.path().join("b.ftl"), "lot = Lot\n").expect("written");
        let mut faults = Vec::new();
        read_language(folder.path(), &mut faults).expect("read");
        assert_eq!(faults.len(), 1, "{faults:?}");
    }
}
