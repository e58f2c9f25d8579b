//! The web page in a real browser: what a reader clicks, types, prints and hears.

mod browser;

use std::path::{Path, PathBuf};
use std::process::Command;

use browser::Browser;
use charterlint::{Checking, Date, Dossier, Limits, RuleSet, import};
use serde_json::json;

struct Page {
    browser: Browser,
    file: PathBuf,
    _folder: tempfile::TempDir,
}

impl Page {
    /// The page of a check of these paths; `None` without a browser.
    fn of(paths: &[&str], language: &str) -> Option<Self> {
        let browser = Browser::start(1500, 950)?;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("报告 1.html");
        let ran = Command::new(env!("CARGO_BIN_EXE_charterlint"))
            .arg("check")
            .args(paths)
            .args(["--as-of", "2026-11-23", "--format", "html", "--lang", language, "--output"])
            .arg(&file)
            .output()
            .unwrap();
        assert!(file.is_file(), "{}", String::from_utf8_lossy(&ran.stderr));
        let page = Self { browser, file, _folder: folder };
        page.open("");
        Some(page)
    }

    fn open(&self, fragment: &str) {
        self.browser.open(&self.file, fragment);
    }

    fn shown_rules(&self) -> Vec<String> {
        let rules = self
            .browser
            .run("return [...document.querySelectorAll('.rule')].filter(r => r.offsetParent).map(r => r.dataset.rule)");
        rules.as_array().unwrap().iter().map(|rule| rule.as_str().unwrap().to_owned()).collect()
    }

    fn choose(&self, selector: &str, value: &str) {
        self.browser.run_with(
            "const s = document.querySelector(arguments[0]); s.value = arguments[1]; s.dispatchEvent(new Event('change'))",
            &[json!(selector), json!(value)],
        );
    }

    /// Whether the element is inside the window and its own scrolling frame.
    fn is_in_sight(&self, selector: &str) -> bool {
        let seen = self.browser.run_with(
            "const e = document.querySelector(arguments[0]); if (!e) return null; const r = e.getBoundingClientRect();\
             return r.height > 0 && r.top >= 0 && r.top < innerHeight && e.checkVisibility() &&\
             (at => at && (e.contains(at) || at.contains(e)))(document.elementFromPoint(r.left + 3, r.top + 3))",
            &[json!(selector)],
        );
        !seen.is_null() && seen != false
    }

    fn done(&self) {
        assert_eq!(self.browser.errors(), [""; 0]);
    }
}

const JINGYAN: &[&str] = &["fixtures/jingyan"];
const BATCH: &[&str] = &["fixtures/charters", "fixtures/jingyan", "fixtures/linjiang", "fixtures/haiheng"];

#[test]
fn filters_narrow_the_list_and_can_be_cleared() {
    let Some(page) = Page::of(JINGYAN, "zh") else { return };
    let b = &page.browser;
    let all = page.shown_rules();
    assert!(all.len() > 40, "{}", all.len());

    b.click("#verdicts [data-of=violated]");
    let violated = page.shown_rules();
    let counted = b.number("return Number(document.querySelector('#verdicts [data-of=violated] b').textContent)");
    assert_eq!(violated.len() as f64, counted);
    assert!(b.is("[...document.querySelectorAll('.rule')].filter(r => r.offsetParent).every(r => r.querySelector('.badge').matches('.e, .w, .a, .x'))"));

    b.click("#severities [data-of=error]");
    let errors = page.shown_rules();
    assert!(!errors.is_empty() && errors.len() < violated.len());
    b.click("#severities [data-of=error]");
    b.click("#verdicts [data-of=undetermined]");
    assert!(page.shown_rules().len() > violated.len(), "two verdicts widen the list");
    b.click("#clear");
    assert_eq!(page.shown_rules(), all);

    let pack = all[0].split('/').next().unwrap();
    page.choose("#pack", "0");
    let of_pack = page.shown_rules();
    assert!(of_pack.iter().all(|rule| rule.starts_with(pack)) && of_pack.len() < all.len());
    b.click("#clear");

    let roster = b.text("return [...document.querySelectorAll('#in-document option')].find(o => o.textContent === '任职名册.csv').value");
    page.choose("#in-document", &roster);
    let of_roster = page.shown_rules();
    assert!(of_roster.iter().any(|rule| rule.starts_with("cross-appointment/")) && of_roster.len() < all.len());
    b.click("#clear");

    // Words of a document, of a rule's title and of its code.
    for (query, rule) in [
        ("贺晓梅", "cross-appointment/supervisor-posts"),
        ("SECRETARY-IS-CHAIR", "cross-appointment/secretary-is-chair"),
    ] {
        b.type_into("#query", query);
        let found = page.shown_rules();
        assert!(found.iter().any(|one| one == rule) && found.len() < 8, "{query}: {found:?}");
        b.click("#clear");
    }
    b.type_into("#query", "没有这样的词");
    assert!(page.shown_rules().is_empty());
    assert_eq!(b.text("return document.querySelector('#shown').textContent"), "没有符合条件的规则");
    page.done();
}

#[test]
fn a_rule_leads_to_the_words_and_the_words_to_the_rule() {
    let Some(page) = Page::of(JINGYAN, "zh") else { return };
    let b = &page.browser;
    // From the list to the document that holds the words.
    b.click("[data-rule='cross-appointment/supervisor-posts'] h3 button");
    assert!(b.text("return document.querySelector('#page mark.current').textContent").contains("贺晓梅"));
    assert!(page.is_in_sight("#page mark.current") && page.is_in_sight(".place.current"));
    b.click("[data-rule='company-law/current-terms'] h3 button");
    assert_eq!(b.text("return document.querySelector('#page mark.current').textContent"), "罢免");
    assert!(page.is_in_sight("#page mark.current"));

    // From the words to the rule, which was not open and not in sight.
    page.open("view=documents");
    b.run("[...document.querySelectorAll('#tabs button')].find(t => t.textContent.includes('公司章程')).click()");
    b.run("document.querySelector('#page mark.a').scrollIntoView({block: 'center'})");
    b.click("#page mark.a");
    assert!(page.is_in_sight("[data-rule='company-law/current-terms'] .finding.current"));
    assert_eq!(
        b.text("return document.querySelector('.finding.current').closest('.rule').dataset.rule"),
        "company-law/current-terms"
    );

    // A filter that hides the rule gives way.
    b.type_into("#query", "贺晓梅");
    b.click("#page mark.a");
    assert!(page.is_in_sight("[data-rule='company-law/current-terms'] .finding.current"));

    // Stepping from mark to mark.
    let before = b.text("return document.querySelector('#mark-count').textContent");
    b.click("#previous-mark");
    assert_ne!(before, b.text("return document.querySelector('#mark-count').textContent"));
    assert!(page.is_in_sight("#page mark.current"));

    // The address can be passed on.
    page.open("view=documents&rule=cross-appointment%2Fsupervisor-posts");
    assert!(page.is_in_sight("[data-rule='cross-appointment/supervisor-posts'] .finding.current"));
    page.done();
}

#[test]
fn a_model_clause_is_copied() {
    let Some(page) = Page::of(JINGYAN, "zh") else { return };
    let b = &page.browser;
    page.open("view=documents&rule=party-building%2Frole");
    let clause = b.text("return document.querySelector('.rule.open .model').textContent");
    assert!(clause.contains("把方向"), "{clause}");
    b.click(".rule.open .word .quiet");
    b.run("document.querySelector('#query').focus()");
    b.press(&["\u{E009}", "v"]);
    assert_eq!(b.text("return document.querySelector('#query').value"), clause);
    page.done();
}

#[test]
fn the_matrix_sorts_and_opens() {
    let Some(page) = Page::of(BATCH, "zh") else { return };
    let b = &page.browser;
    let numbers = || -> Vec<f64> {
        let all = b.run("return [...document.querySelectorAll('#matrix tbody tr')].map(r => Number(r.querySelector('.count').textContent))");
        all.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).collect()
    };
    assert!(page.is_in_sight("#matrix table"), "a batch begins with its matrix");
    assert_eq!(numbers().len(), 11);
    b.click("#matrix th[data-sort=errors] button");
    assert!(numbers().windows(2).all(|pair| pair[0] >= pair[1]), "{:?}", numbers());
    assert_eq!(b.text("return document.querySelector('#matrix th[data-sort=errors]').ariaSort"), "descending");
    b.click("#matrix th[data-sort=errors] button");
    assert!(numbers().is_sorted(), "{:?}", numbers());
    // By the verdicts of one rule: what is worst comes first.
    b.click("#matrix th[data-sort='0'] button");
    b.click("#matrix th[data-sort='4'] button");
    assert!(b.is("document.querySelector('#matrix tbody tr td[data-rule=\"4\"]').matches('.e, .w')"));
    b.click("#matrix th[data-sort=name] button");

    let columns = b.number(
        "return [...document.querySelectorAll('#matrix thead tr:last-child th')].filter(t => t.offsetParent).length",
    );
    b.click("#matrix input[type=checkbox]");
    assert!(
        b.number(
            "return [...document.querySelectorAll('#matrix thead tr:last-child th')].filter(t => t.offsetParent).length"
        ) < columns
    );

    // By keyboard through the cells, and into a company.
    b.run("document.querySelector('#matrix td[tabindex=\"0\"]').focus()");
    b.press(&["\u{E014}"]);
    b.press(&["\u{E015}"]);
    assert!(b.is("document.activeElement.matches('#matrix td[data-rule]')"));
    let company = b.text("return document.activeElement.parentElement.querySelector('th').textContent");
    b.press(&["\u{E007}"]);
    assert_eq!(b.text("return document.querySelector('#name').textContent"), company);
    assert!(page.is_in_sight("#page"));
    assert!(b.is("document.querySelector('.rule.open')"));

    // And by the company's name.
    b.click("nav [data-to=matrix]");
    b.click("#matrix tbody tr:nth-child(3) th button");
    assert!(page.is_in_sight("#page"));
    page.done();
}

#[test]
fn the_checklist_prints_on_a4_with_places_to_sign() {
    let Some(page) = Page::of(JINGYAN, "zh") else { return };
    // Printed from the view of the documents: what comes out is the checklist, whatever is filtered.
    page.browser.click("#verdicts [data-of=violated]");
    let pdf = page.browser.print();
    let paper = String::from_utf8_lossy(&pdf).into_owned();
    assert!(paper.contains("/MediaBox [0 0 594.95996 841.91998]") || paper.contains("/MediaBox [0 0 595"), "not A4");
    let text = import::import("打印.pdf", &pdf, &Limits::default()).unwrap().text().to_owned();
    let squeezed: String = text.split_whitespace().collect();
    let checking = Checking::on(Date::new(2026, 11, 23).unwrap());
    let report = RuleSet::builtin().check_dossier(&Dossier::open("fixtures/jingyan").unwrap(), &checking);
    let satisfied = format!("满足{}", report.summary().satisfied);
    for words in [
        "井岳县东源城建集团有限公司",
        "签字核对表",
        "审查人",
        "复核人",
        "负责人",
        "日期",
        "复核意见",
        "基准日",
        &satisfied,
    ] {
        assert!(squeezed.contains(words), "{words} is not in {squeezed}");
    }
    for number in 1..=report.results.len() {
        assert!(
            text.lines().any(|line| {
                // The paper's table is read cell by cell.
                let cells = || line.split('\t').map(str::trim);
                cells().any(|cell| cell == number.to_string()) || line.contains(&format!("{number} "))
            }),
            "row {number}"
        );
    }
    assert!(!squeezed.contains("跳到章节") && !squeezed.contains("外观"), "controls are not printed");
    page.done();
}

#[test]
fn nothing_is_out_of_reach_of_keyboard_and_screen_reader() {
    for language in ["zh", "en"] {
        let Some(page) = Page::of(BATCH, language) else { return };
        let b = &page.browser;
        for view in ["matrix", "documents", "checklist"] {
            page.open(&format!("company=9&view={view}"));
            b.run(
                "for (const e of document.querySelectorAll('button, select, input, [role=region], [tabindex=\"0\"], form, nav, section[aria-label]'))\
                 if (e.checkVisibility()) e.setAttribute('data-spoken', '')",
            );
            let spoken = b.find_all("[data-spoken]:not(.sheet)");
            assert!(spoken.len() > 5);
            for element in spoken {
                let name = b.spoken_name(&element);
                assert!(!name.trim().is_empty(), "no name in {view}: {}", b.markup(&element));
            }
            assert_eq!(b.run("return [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)"), json!([]));
            let missing = "return [...document.querySelectorAll('[aria-controls]')].filter(e => !document.getElementById(e.getAttribute('aria-controls'))).length";
            assert_eq!(b.number(missing), 0.0);
        }
        page.open("company=9&view=documents");
        // The first stop leads past everything.
        b.press(&["\u{E004}"]);
        assert!(b.is("document.activeElement.matches('.skip')"));
        b.press(&["\u{E007}"]);
        assert!(b.is("document.activeElement.id === 'text'"));
        // A rule opens and closes by keyboard, and the arrows go to the next one.
        b.run("document.querySelector('.rule h3 button').focus()");
        b.press(&["\u{E007}"]);
        assert!(b.is("document.activeElement.ariaExpanded === 'true'"));
        b.press(&["\u{E007}"]);
        assert!(b.is("document.activeElement.ariaExpanded === 'false'"));
        let first = b.text("return document.activeElement.textContent");
        b.press(&["\u{E015}"]);
        assert_ne!(first, b.text("return document.activeElement.textContent"));
        page.done();
    }
}

/// The lowest contrast of text against what is behind it, with the words concerned.
const CONTRAST: &str = "
    const parse = c => { const m = c.match(/[\\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1]; };
    const light = ([r, g, b]) => { const f = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b); };
    const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; } return [255, 255, 255, 1]; };
    let worst = [99, ''];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || !e.checkVisibility() || e.closest('script, :disabled, .unseen')) continue;
      const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (ratio < worst[0]) worst = [ratio, e.className + ' ' + walk.currentNode.data.trim()];
    }
    return worst";

#[test]
fn light_and_dark_can_be_read() {
    let Some(page) = Page::of(BATCH, "zh") else { return };
    let b = &page.browser;
    for scheme in ["light", "dark"] {
        b.prefer(scheme);
        for view in ["matrix", "documents&rule=party-building/role", "checklist"] {
            page.open(&format!("company=9&view={view}"));
            let ground = b.text("return getComputedStyle(document.body).backgroundColor");
            let bright: u32 = ground.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u32>().ok()).sum();
            assert_eq!(bright > 380, scheme == "light", "{scheme} {view}: {ground}");
            let worst = b.run(CONTRAST);
            assert!(worst[0].as_f64().unwrap() >= 4.5, "{scheme} {view}: {worst}");
        }
    }
    // A reader's own choice counts more than the system's.
    b.prefer("dark");
    page.open("");
    b.click("#theme");
    assert_eq!(b.text("return document.documentElement.dataset.theme"), "light");
    assert_eq!(b.text("return getComputedStyle(document.body).colorScheme"), "light");
    page.done();
}

#[test]
fn fifty_dossiers_stay_quick() {
    if Browser::start(400, 300).is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for number in 0..50 {
        let target = folder.path().join(format!("{number:02}"));
        std::fs::create_dir(&target).unwrap();
        for entry in std::fs::read_dir("fixtures/jingyan").unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), target.join(entry.file_name())).unwrap();
        }
    }
    let Some(page) = Page::of(&[folder.path().to_str().unwrap()], "zh") else { return };
    let b = &page.browser;
    assert_eq!(b.number("return document.querySelectorAll('#matrix tbody tr').length"), 50.0);
    let loaded = b.number("const n = performance.getEntriesByType('navigation')[0]; return n.loadEventEnd");
    let switched = b.number("const t = performance.now(); document.querySelector('#next-company').click(); document.body.offsetHeight; return performance.now() - t");
    let sorted = b.number("document.querySelector('nav [data-to=matrix]').click(); const t = performance.now(); document.querySelector('th[data-sort=errors] button').click(); document.body.offsetHeight; return performance.now() - t");
    let typed = b.number("document.querySelector('nav [data-to=documents]').click(); const q = document.querySelector('#query'); q.value = '党委'; const t = performance.now(); q.dispatchEvent(new Event('input')); document.body.offsetHeight; return performance.now() - t");
    let size = std::fs::metadata(&page.file).unwrap().len();
    eprintln!(
        "50 dossiers, {size} bytes: loaded in {loaded:.0} ms, company in {switched:.0} ms, sorted in {sorted:.0} ms, searched in {typed:.0} ms"
    );
    // Several times what an idle machine needs.
    assert!(loaded < 6_000.0 && switched < 1_500.0 && sorted < 1_500.0 && typed < 1_000.0);
    page.done();
}

/// What the page looks like, for people: `CHARTERLINT_PICTURES` names the folder that the pictures go to.
#[test]
fn pictures() {
    let Ok(folder) = std::env::var("CHARTERLINT_PICTURES") else { return };
    let folder = Path::new(&folder);
    for (language, name) in [("zh", "page"), ("en", "page.en")] {
        let Some(page) = Page::of(BATCH, language) else { return };
        let b = &page.browser;
        for scheme in ["light", "dark"] {
            b.prefer(scheme);
            for view in [
                "matrix",
                "documents&rule=party-building/role",
                "documents&rule=cross-appointment/supervisor-posts",
                "checklist",
            ] {
                page.open(&format!("company=9&view={view}"));
                let short: String = view.chars().filter(|c| c.is_ascii_alphabetic()).collect();
                std::fs::write(folder.join(format!("{name}-{scheme}-{short}.png")), b.screenshot()).unwrap();
                if scheme == "light" {
                    std::fs::write(folder.join(format!("{name}-{short}.pdf")), b.print()).unwrap();
                }
            }
        }
    }
}
