use std::sync::Arc;

use crate::diff::{Comparison, compare};
use crate::{Charter, Language, Source};

fn comparison() -> Comparison {
    let read = |name: &str, text: &str| Charter::read(Arc::new(Source::new(name, text).unwrap()));
    let old = "某某有限公司章程\n第一章 总则\n第一条 公司名称：某某有限公司。\n第二条 公司设股东大会，由全体股东组成。\n第三条 公司设监事。\n\
               第二章 附则\n第四条 依照第二条修改章程。\n第五条 本章程自通过之日起施行。\n";
    let new = "某某有限公司章程\n第一章 总则\n第一条 公司名称：某某有限公司。\n第二条 公司设党委，<开展>党的活动。\n第三条 公司设股东会，由全体股东组成。\n\
               第二章 其他\n第四条 依照第二条修改章程。\n第五条 本章程自通过之日起施行。\n";
    compare(&read("旧.txt", old), &read("新.txt", new))
}

fn written(write: impl Fn(&mut Vec<u8>)) -> String {
    let mut out = Vec::new();
    write(&mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn text_zh() {
    insta::assert_snapshot!(written(|out| super::text(&comparison(), Language::Chinese, out).unwrap()));
}

#[test]
fn text_en() {
    insta::assert_snapshot!(written(|out| super::text(&comparison(), Language::English, out).unwrap()));
}

#[test]
fn markdown_zh() {
    insta::assert_snapshot!(written(|out| super::markdown(&comparison(), Language::Chinese, out).unwrap()));
}

#[test]
fn html_zh() {
    let page = written(|out| super::html(&comparison(), Language::Chinese, out).unwrap());
    let body = page.split("<body>").nth(1).unwrap().split("<script>").next().unwrap();
    insta::assert_snapshot!(body);
    assert!(!page.contains("<开展>") && !page.contains("http://") && !page.contains("https://"));
}

#[test]
fn json_zh() {
    insta::assert_snapshot!(written(|out| super::json(&comparison(), Language::Chinese, out).unwrap()));
}
