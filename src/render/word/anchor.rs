//! Where in a Word file's main part the words of a span stand.

use crate::{Origin, Source, Span};

/// A place between two characters of a run's content, counted as [`Origin::Run`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) paragraph: u32,
    pub(super) run: u32,
    pub(super) offset: u32,
}

/// What a comment is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The characters between two points.
    Words(Point, Point),
    /// A paragraph without words of its own.
    Paragraph(u32),
}

/// The place of a span; `None` if the text has no origins in a Word file.
///
/// A number that Word shows and the file does not hold cannot carry a comment: the words of its paragraph do.
pub(super) fn place(source: &Source, span: Span) -> Option<Place> {
    if let Some(words) = words(source, span) {
        return Some(words);
    }
    let origins = source.origins();
    let numbered = origins.within(span).find_map(|(stretch, origin)| match origin {
        Origin::Numbering { paragraph } => Some((stretch.end, *paragraph)),
        _ => None,
    });
    if let Some((end, paragraph)) = numbered {
        let words = words(source, Span::new(end, line_end(source, end)));
        return Some(words.unwrap_or(Place::Paragraph(paragraph)));
    }
    // Between stretches: the rest of the line, else the text before.
    words(source, Span::new(span.start, line_end(source, span.end)))
        .or_else(|| words(source, Span::new(line_start(source, span.start), span.end)))
        .or_else(|| words(source, Span::new(0, span.end)).map(last))
        .or_else(|| words(source, Span::new(span.start, u32::MAX)).map(first))
}

/// From the first to the last character of the span that stands in a run.
fn words(source: &Source, span: Span) -> Option<Place> {
    let mut runs = source.origins().within(span).filter_map(|(stretch, origin)| match *origin {
        Origin::Run { paragraph, run, offset } => Some((*stretch, Point { paragraph, run, offset })),
        _ => None,
    });
    let (stretch, point) = runs.next()?;
    let at = |stretch: Span, point: Point, byte: u32| {
        let before = source.slice(Span::new(stretch.start, byte)).chars().count();
        Point { offset: point.offset + u32::try_from(before).unwrap_or(0), ..point }
    };
    let start = at(stretch, point, span.start.max(stretch.start));
    let (stretch, point) = runs.last().unwrap_or((stretch, point));
    Some(Place::Words(start, at(stretch, point, span.end.min(stretch.end))))
}

const fn last(place: Place) -> Place {
    match place {
        Place::Words(_, end) => {
            Place::Words(Point { offset: if end.offset == 0 { 0 } else { end.offset - 1 }, ..end }, end)
        }
        other => other,
    }
}

const fn first(place: Place) -> Place {
    match place {
        Place::Words(start, _) => Place::Words(start, Point { offset: start.offset + 1, ..start }),
        other => other,
    }
}

fn line_end(source: &Source, at: u32) -> u32 {
    let rest = source.text().get(at as usize..).unwrap_or_default();
    at + u32::try_from(rest.find('\n').unwrap_or(rest.len())).unwrap_or(0)
}

fn line_start(source: &Source, at: u32) -> u32 {
    let before = source.text().get(..at as usize).unwrap_or_default();
    before.rfind('\n').map_or(0, |n| u32::try_from(n + 1).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OriginMap;

    /// An automatic number, then two runs in two paragraphs.
    fn source() -> Source {
        let text = "第一条\t甲乙\n\n丙丁\n";
        let span = |words: &str| {
            let at = text.find(words).unwrap();
            Span::from(at..at + words.len())
        };
        let mut origins = OriginMap::new();
        origins.push(span("第一条\t"), Origin::Numbering { paragraph: 4 });
        origins.push(span("甲乙"), Origin::Run { paragraph: 4, run: 1, offset: 2 });
        origins.push(span("丙丁"), Origin::Run { paragraph: 6, run: 0, offset: 0 });
        Source::new("章程.docx", text).unwrap().with_import(origins, Vec::new(), Vec::new())
    }

    fn of(words: &str) -> Place {
        let source = source();
        let at = source.text().find(words).unwrap();
        place(&source, Span::from(at..at + words.len())).unwrap()
    }

    const fn point(paragraph: u32, run: u32, offset: u32) -> Point {
        Point { paragraph, run, offset }
    }

    #[test]
    fn words_are_found_in_their_runs() {
        assert_eq!(of("乙"), Place::Words(point(4, 1, 3), point(4, 1, 4)));
        assert_eq!(of("第一条\t甲"), Place::Words(point(4, 1, 2), point(4, 1, 3)));
        assert_eq!(of("乙\n\n丙"), Place::Words(point(4, 1, 3), point(6, 0, 1)));
    }

    #[test]
    fn what_the_file_does_not_hold_is_found_beside_it() {
        assert_eq!(of("第一条"), Place::Words(point(4, 1, 2), point(4, 1, 4)));
        assert_eq!(of("\n"), Place::Words(point(4, 1, 2), point(4, 1, 4)));
        let mut origins = OriginMap::new();
        origins.push(Span::new(0, 3), Origin::Numbering { paragraph: 2 });
        let alone = Source::new("a.docx", "一\n").unwrap().with_import(origins, Vec::new(), Vec::new());
        assert_eq!(place(&alone, Span::new(0, 3)), Some(Place::Paragraph(2)));
        assert_eq!(place(&Source::new("a.txt", "一").unwrap(), Span::new(0, 3)), None);
    }
}
