//! Reads `grammar/table.pest`: rows of cells written in text.

use pest::Parser as _;
use pest::iterators::Pair;

use crate::source::Span;

#[allow(missing_docs, unreachable_pub)]
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/table.pest"]
    pub(super) struct Grammar;
}
use grammar::{Grammar, Rule};

/// A row of a table written in text, or a line between tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The row without its line end.
    pub(crate) span: Span,
    /// The cells, trimmed; empty for a line that is no row.
    pub(crate) cells: Vec<Span>,
}

/// What separates cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    Comma,
    Tab,
    Pipe,
}

/// Reads `text`, which starts at byte `base` of its source, as rows. Blank lines become rows of one empty cell.
pub(crate) fn rows(text: &str, base: u32, separator: Separator) -> Vec<Line> {
    let rule = match separator {
        Separator::Comma => Rule::commas,
        Separator::Tab => Rule::tabs,
        Separator::Pipe => Rule::pipes,
    };
    let Ok(pairs) = Grammar::parse(rule, text) else {
        // The rules are total; only the parser's own limits could get here.
        return Vec::new();
    };
    pairs
        .into_iter()
        .flat_map(Pair::into_inner)
        .filter_map(|pair| match pair.as_rule() {
            Rule::EOI => None,
            Rule::other_line => Some(Line { span: span(text, &pair, base), cells: Vec::new() }),
            kind => {
                let whole = span(text, &pair, base);
                let mut cells: Vec<Span> = pair
                    .into_inner()
                    .map(|cell| {
                        let cell = if cell.as_rule() == Rule::quoted {
                            cell.clone().into_inner().next().unwrap_or(cell)
                        } else {
                            cell
                        };
                        span(text, &cell, base)
                    })
                    .collect();
                // What follows the last mark of a row is no cell.
                if kind == Rule::pipe_row && cells.last().is_some_and(|cell| cell.is_empty()) {
                    cells.pop();
                }
                Some(Line { span: whole, cells })
            }
        })
        .collect()
}

fn span(text: &str, pair: &Pair<'_, Rule>, base: u32) -> Span {
    let range = pair.as_span();
    let (start, end) = trim(text, range.start(), range.end());
    Span::new(base + start as u32, base + end as u32)
}

/// The range without white space at either end; an empty range stays at its start.
fn trim(text: &str, start: usize, end: usize) -> (usize, usize) {
    let content = text.get(start..end).unwrap_or_default();
    let left = content.trim_start();
    if left.is_empty() {
        return (start, start);
    }
    let start = start + content.len() - left.len();
    (start, start + left.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, separator: Separator) -> Vec<Vec<&str>> {
        rows(text, 0, separator)
            .into_iter()
            .map(|line| line.cells.into_iter().map(|cell| &text[cell.range()]).collect())
            .collect()
    }

    #[test]
    fn comma_separated() {
        let text = "序号, 事项,备注\n1,\"投资,融资\n担保\",\r\n\n2,\"甲\"乙,\"未闭合\n3";
        assert_eq!(
            read(text, Separator::Comma),
            [
                vec!["序号", "事项", "备注"],
                vec!["1", "投资,融资\n担保", ""],
                vec![""],
                vec!["2", "\"甲\"乙", "\"未闭合"],
                vec!["3"],
            ]
        );
    }

    #[test]
    fn tab_separated() {
        assert_eq!(read("a\tb, c\n\t\"x\ty\"", Separator::Tab), [vec!["a", "b, c"], vec!["", "x\ty"]]);
    }

    #[test]
    fn pipes() {
        let text = "标题\n| 序号 | 事项 |\n|:--|---|\n| 1 | a \\| b |\n2 | c\n尾";
        assert_eq!(
            read(text, Separator::Pipe),
            [vec![], vec!["序号", "事项"], vec![":--", "---"], vec!["1", "a \\| b"], vec!["2", "c"], vec![]]
        );
        assert_eq!(read("| 1 | | |", Separator::Pipe), [vec!["1", "", ""]]);
    }

    proptest! {
        #[test]
        fn any_text_is_rows(text in "[序号a,\"|\\\\\t\r\n \u{3000}]{0,60}") {
            for separator in [Separator::Comma, Separator::Tab, Separator::Pipe] {
                let mut at = 0;
                for line in rows(&text, 0, separator) {
                    prop_assert!(line.span.start >= at);
                    at = line.span.end;
                    for cell in line.cells {
                        prop_assert!(text.get(cell.range()).is_some());
                    }
                }
                prop_assert!(at as usize <= text.len());
            }
        }
    }
}
