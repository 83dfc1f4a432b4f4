//! Pages into the bytes of a PDF.

use jiff::tz::TimeZone;
use krilla::{
    Document, SerializeSettings,
    color::luma,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    error::KrillaError,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata, TextDirection},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree},
    text::{GlyphId, KrillaGlyph},
};

use crate::{
    Error, Paper,
    flow::{BOTTOM, Element, ElementId, Entry, Ink, Laid, MARGIN, Mark, PAGE, WIDTH},
    fonts::Fonts,
    text::{Line, Setter, Style},
};

const FOOTER: Style = Style::regular(8.0, 12.0);

/// Draws the pages with their footers.
pub(crate) fn draw(fonts: &Fonts, paper: &Paper, laid: &Laid) -> Result<Vec<u8>, Error> {
    let mut document = Document::new_with(settings()?);
    let mut leaves: Vec<Vec<Identifier>> = vec![Vec::new(); laid.elements.len()];
    let pages = laid.sheets.len();
    let mut setter = Setter::new(fonts);
    for (index, sheet) in laid.sheets.iter().enumerate() {
        let size = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| Error::Write("the page has no size".to_owned()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        for mark in sheet {
            draw_mark(&mut surface, fonts, mark, &mut leaves);
        }
        for mark in footer(&mut setter, paper, index + 1, pages) {
            draw_mark(&mut surface, fonts, &mark, &mut leaves);
        }
        surface.finish();
        page.finish();
    }
    document.set_metadata(metadata(paper));
    document.set_outline(outline(&laid.outline));
    document.set_tag_tree(tree(paper, laid, &leaves));
    document.finish().map_err(|error| Error::Write(describe(&error)))
}

fn settings() -> Result<SerializeSettings, Error> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| Error::Write(format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn draw_mark(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    mark: &Mark,
    leaves: &mut [Vec<Identifier>],
) {
    match mark {
        Mark::Text { x, y, line, ink, element } => {
            let tag = match element {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
            };
            let identifier = surface.start_tagged(tag);
            surface.set_fill(Some(fill(*ink)));
            draw_line(surface, fonts, line, Point::from_xy(*x, *y));
            surface.end_tagged();
            if let Some(element) = element {
                leaves[*element].push(identifier);
            }
        }
        Mark::Rule { x, y, thickness, ink } => {
            let mut path = PathBuilder::new();
            let Some(rect) =
                Rect::from_ltrb(x.start, y - thickness / 2.0, x.end, y + thickness / 2.0)
            else {
                return;
            };
            path.push_rect(rect);
            let Some(path) = path.finish() else { return };
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
            surface.set_fill(Some(fill(*ink)));
            surface.draw_path(&path);
            surface.end_tagged();
        }
    }
}

fn draw_line(surface: &mut Surface<'_>, fonts: &Fonts, line: &Line, start: Point) {
    let glyphs: Vec<KrillaGlyph> = line
        .glyphs
        .iter()
        .map(|glyph| {
            let id = GlyphId::new(glyph.id);
            KrillaGlyph::new(id, glyph.advance, glyph.x, glyph.y, 0.0, glyph.range.clone(), None)
        })
        .collect();
    let font = fonts.face(line.style.weight).embedded.clone();
    surface.draw_glyphs(start, &glyphs, font, &line.text, line.style.size, false);
}

fn fill(ink: Ink) -> Fill {
    let lightness = match ink {
        Ink::Black => 0x14,
        Ink::Grey => 0x50,
        Ink::Hair => 0xB8,
    };
    Fill { paint: luma::Color::new(lightness).into(), ..Fill::default() }
}

/// The rule at the foot of a page, the running title and the page number.
fn footer(setter: &mut Setter<'_>, paper: &Paper, page: usize, pages: usize) -> [Mark; 3] {
    let number = paper
        .labels
        .page
        .replace("{pages}", &pages.to_string())
        .replace("{page}", &page.to_string());
    let number = setter.one_line(FOOTER, &number, WIDTH / 2.0);
    let running = if paper.subtitle.is_empty() {
        paper.title.clone()
    } else {
        format!("{} · {}", paper.title, paper.subtitle)
    };
    let running = setter.one_line(FOOTER, &running, WIDTH - number.width - 24.0);
    let y = BOTTOM + 14.0;
    let text = |x: f32, line: Line| {
        let base = y + 5.0 + line.style.ascent();
        Mark::Text { x, y: base, line, ink: Ink::Grey, element: None }
    };
    [
        Mark::Rule { x: MARGIN..MARGIN + WIDTH, y, thickness: 0.4, ink: Ink::Hair },
        text(MARGIN, running),
        text(MARGIN + WIDTH - number.width, number),
    ]
}

fn metadata(paper: &Paper) -> Metadata {
    let title = if paper.subtitle.is_empty() {
        paper.title.clone()
    } else {
        format!("{} · {}", paper.title, paper.subtitle)
    };
    Metadata::new()
        .title(title.replace('\n', " "))
        .authors(vec![paper.issuer.clone()])
        .language(paper.language.tag().to_owned())
        .text_direction(TextDirection::LeftToRight)
        .creation_date(date(paper.dated))
        .document_id(paper.source.hash.value.clone() + &paper.title)
}

fn date(time: jiff::Timestamp) -> DateTime {
    let time = time.to_zoned(TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).unwrap_or(0);
    DateTime::new(u16::try_from(time.year()).unwrap_or(0))
        .month(part(time.month()))
        .day(part(time.day()))
        .hour(part(time.hour()))
        .minute(part(time.minute()))
        .second(part(time.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// The title with the sections below it.
fn outline(entries: &[Entry]) -> Outline {
    let mut outline = Outline::new();
    let mut title: Option<OutlineNode> = None;
    for entry in entries {
        let place = XyzDestination::new(entry.sheet, Point::from_xy(0.0, entry.y));
        let node = OutlineNode::new(entry.text.clone(), place);
        match &mut title {
            Some(title) if !entry.is_title => title.push_child(node),
            _ => title = Some(node.with_open(true)),
        }
    }
    if let Some(title) = title {
        outline.push_child(title);
    }
    outline
}

fn tree(paper: &Paper, laid: &Laid, leaves: &[Vec<Identifier>]) -> TagTree {
    let mut tree = TagTree::new().with_lang(Some(paper.language.tag().to_owned()));
    for root in &laid.roots {
        tree.push(group(&laid.elements, *root, leaves));
    }
    tree
}

fn group(elements: &[Element], id: ElementId, leaves: &[Vec<Identifier>]) -> Node {
    let element = &elements[id];
    let lines = leaves[id].iter().copied().map(Node::from);
    let children = element.children.iter().map(|child| group(elements, *child, leaves));
    Node::from(TagGroup::with_children(element.kind.clone(), lines.chain(children).collect()))
}

fn describe(error: &KrillaError) -> String {
    match error {
        KrillaError::Validation(errors) => {
            errors.iter().map(|(error, _)| format!("{error:?}")).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}
