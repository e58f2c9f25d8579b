//! What the company is and has: bodies, who stands for whom, legal representative, form, days, funds, delegation.

use super::capital::stated_date;
use super::statement::{Fact, Statement};
use super::view::{View, doubt, place};
use super::vocabulary::{Event, Office, Organ, Stance};
use super::words::{Mark, OFFICES, ORGANS, Word};
use crate::model::profile::{Form, Ownership};
use crate::syntax::clause::Value;
use crate::words::{begins, ends, find, rfind};

/// Bodies that exist or do not, and bodies that exercise another's powers.
pub(super) fn organs(view: &View<'_>, out: &mut Vec<Fact>) {
    if view.mask & ORGANS == 0 && find(view.text, "不设").is_none() {
        return;
    }
    let mut denied = false;
    let mut joined_from = 0;
    for at in view.words {
        let organ = match at.word {
            Word::Organ(
                o @ (Organ::ShareholdersMeeting
                | Organ::Board
                | Organ::SupervisoryBoard
                | Organ::AuditCommittee
                | Organ::Committee
                | Organ::Management),
            ) => o,
            Word::Office(Office::Manager) => Organ::Management,
            Word::Office(Office::Supervisor) => {
                // 不设监事会、监事 says it once; 不设监事 alone says it too.
                continue;
            }
            _ => continue,
        };
        let before = view.left(at.start, 30);
        let between = &view.text[joined_from.min(at.start)..at.start];
        let list = joined_from > 0
            && between
                .chars()
                .all(|c| matches!(c, '、' | '和' | '及' | '以' | '也' | '，' | '与' | '并' | '或' | '者'));
        let negative = ends(
            before,
            &[
                "不设",
                "不设立",
                "不设置",
                "未设",
                "不再设",
                "不再设置",
                "不再设立",
                "未设立",
                "不单独设",
                "不另设",
                "取消",
                "撤销",
                "不单设",
                "无须设",
                "无须设立",
                "无需设",
                "无需设立",
                "不必设",
                "不必设立",
                "不需要设立",
                "无设",
            ],
        );
        let positive = !negative
            && ends(before, &["设", "设立", "设置", "建立", "下设", "另设", "组建", "同时设", "还设"])
            && !ends(before, &["建设", "附设", "增设", "假设"]);
        // 公司参股的铁路公司如设监事会 tells of another's.
        const OTHERS: [&str; 6] = ["参股的", "参股企业", "子公司", "所投资", "所出资", "被投资"];
        let clause = &view.text[view.clause(at.start).0..at.start];
        let positive = positive && !OTHERS.iter().any(|other| find(clause, other).is_some());
        let tail = &view.text[at.end..];
        const PARTS: [&str; 9] = ["的职权", "职权", "办公室", "秘书", "会议", "主席", "议事规则", "工作", "办公机构"];
        let is_part = begins(tail, &PARTS);
        let defined = organ == Organ::ShareholdersMeeting
            && (tail.starts_with("由全体股东组成")
                || tail.starts_with("是公司的权力机构")
                || tail.starts_with("由全体股东")
                || tail.starts_with("由公司全体股东")
                || tail.starts_with("为公司的权力机构")
                || tail.starts_with("为公司的最高权力机构")
                || tail.starts_with("是公司的最高权力机构")
                || before.ends_with("权力机构是")
                || before.ends_with("权力机构为"));
        let is_meeting = organ == Organ::ShareholdersMeeting && tail.starts_with("（");
        let _ = is_meeting;
        // 设立战略与投资、提名、审计与风险等专门委员会: the list stands before the word.
        let (clause_start, _) = view.between(at.start, &['，', '；', '。', '：']);
        let list_of = &view.text[clause_start..at.start];
        let several = organ == Organ::Committee
            && ["等", "各", "若干"].iter().any(|word| before.ends_with(word))
            && list_of.contains('设')
            && !list_of.contains("不设");
        if several
            && list_of.contains("审计")
            && !view.words.iter().any(|w| w.word == Word::Organ(Organ::AuditCommittee))
        {
            let statement = Statement::Organ { organ: Organ::AuditCommittee, exists: true };
            out.push(view.fact(statement, clause_start, at.end));
        }
        let positive = positive || several;
        let exists = if negative && !is_part {
            denied = true;
            false
        } else if (positive || defined) && !is_part {
            denied = false;
            true
        } else if list && !is_part && !matches!(at.word, Word::Office(_)) {
            !denied
        } else {
            joined_from = 0;
            continue;
        };
        if matches!(at.word, Word::Office(Office::Manager)) && exists {
            // 设总经理一名 is a seat.
            continue;
        }
        joined_from = at.end;
        let mut same = out.iter().rev().take_while(|f| f.sentence == view.index);
        if same.any(|f| f.statement == Statement::Organ { organ, exists }) {
            continue;
        }
        let (from, _) = view.clause(at.start);
        out.push(view.fact(Statement::Organ { organ, exists }, from, at.end));
    }
    takes_over(view, out);
}

fn takes_over(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.has(Mark::Exercise) && find(view.text, "代行").is_none() {
        return;
    }
    let stands_for =
        |organ: Organ| matches!(organ, Organ::ShareholdersMeeting | Organ::Board | Organ::SupervisoryBoard);
    for at in view.words {
        let of = match at.word {
            Word::Organ(organ) if stands_for(organ) => organ,
            _ => continue,
        };
        let tail = &view.text[at.end..];
        let Some(partly) = super::view::powers_of(tail) else { continue };
        let stop = view.text[at.start..].find(['；', '。']).map_or(view.text.len(), |i| at.start + i);
        let as_actor = |w: &super::words::At| match w.word {
            Word::Organ(
                o @ (Organ::AuditCommittee
                | Organ::Investor
                | Organ::Shareholder
                | Organ::Board
                | Organ::Committee
                | Organ::Party
                | Organ::ShareholdersMeeting),
            ) if o != of => Some((o, w.start, w.end)),
            Word::Office(Office::Supervisor) if of == Organ::SupervisoryBoard => {
                Some((Organ::Supervisors, w.start, w.end))
            }
            Word::Office(Office::Director | Office::ExecutiveDirector) if of == Organ::Board => {
                Some((Organ::Director, w.start, w.end))
            }
            _ => None,
        };
        let exercised = |from: usize, to: usize| {
            ["行使", "承接", "代行", "履行", "承担"].iter().any(|w| view.text[from..to].contains(w))
        };
        // X行使监事会职权: the nearest body before; 监事会的职权由X行使: the one behind.
        let behind = view
            .within(at.end, stop)
            .find_map(as_actor)
            .map(|found| {
                // 由董事会审计委员会行使: the committee is meant.
                let committee = view.words.iter().find(|w| w.start == found.2);
                match committee.and_then(as_actor) {
                    Some(inner @ (Organ::AuditCommittee | Organ::Committee, ..)) if found.0 == Organ::Board => inner,
                    _ => found,
                }
            })
            .filter(|(_, a, _)| view.left(*a, 30).contains('由') && exercised(at.end, stop));
        let before = view
            .before(at.start)
            .find_map(as_actor)
            .filter(|(_, _, end)| exercised(*end, at.start))
            .filter(|_| !tail.starts_with("行使"));
        // 该委员会行使监事会职权: the committee that the sentence before is about.
        let same = view.context.organ.filter(|o| {
            matches!(o, Organ::AuditCommittee | Organ::Committee)
                && ["该委员会", "该机构", "委员会", "其"].iter().any(|w| view.text.starts_with(w))
                && exercised(0, at.start)
        });
        // 第二条所称委员会，行使监事会职权
        let named = ["所称委员会", "所设委员会", "上述委员会", "前述委员会", "所述委员会"];
        // 设审计委员会，……监事会的职权归其行使
        let its = ["归其行使", "由其行使", "归该委员会行使", "由该委员会行使"].iter().any(|word| tail.contains(word));
        let same = same.or_else(|| {
            let committee = view.before(at.start).find_map(|w| match w.word {
                Word::Organ(o @ (Organ::AuditCommittee | Organ::Committee)) => Some(o),
                _ => None,
            });
            committee
                .or(view.context.organ.filter(|o| matches!(o, Organ::AuditCommittee | Organ::Committee)))
                .filter(|_| its)
        });
        let same = same.or_else(|| {
            let named = named.iter().any(|word| view.text[..at.start].contains(word)) && exercised(0, at.start);
            named.then_some(Organ::AuditCommittee)
        });
        let same = same.map(|organ| (organ, 0, 0));
        let Some((organ, start, end)) = before.or(behind).or(same) else { continue };
        // 公司设一名监事，行使监事会的职权 repeats the seat.
        if organ == Organ::Supervisors {
            continue;
        }
        if partly {
            continue;
        }
        let mut fact = view.fact(
            Statement::TakesOver { organ, of },
            start.min(at.start),
            end.max(at.end).max(stop.min(at.end + 12)),
        );
        let stretch = &view.text[end.min(at.start)..at.start.max(end)];
        if stretch.contains("不得")
            || stretch.contains("不再")
            || stretch.contains("不行使")
            || stretch.contains("不履行")
        {
            fact.stance = fact.stance.max(Stance::Negated);
        }
        out.push(fact);
        return;
    }
}

/// Whether the words before 法定代表人 say who it is: 董事长为公司的, 由总经理担任本行.
fn says_who_is(before: &str) -> bool {
    const OWN: [&str; 22] = [
        "研究院",
        "设计院",
        "本医院",
        "医院",
        "出版社",
        "报社",
        "本公司",
        "集团公司",
        "总公司",
        "合资公司",
        "公司",
        "本集团",
        "集团",
        "本企业",
        "企业",
        "本行",
        "本院",
        "我院",
        "本社",
        "我社",
        "本厂",
        "院",
    ];
    let before = before.trim_end_matches(['的', '之']);
    let before = OWN.iter().find_map(|name| before.strip_suffix(name)).unwrap_or(before);
    before.ends_with(['为', '是', '系', '任'])
}

/// Who is the legal representative, and how that changes.
pub(super) fn legal_representative(view: &View<'_>, out: &mut Vec<Fact>) {
    let text = view.text;
    if !view.has(Mark::Legal) {
        // 公司设法定代表人一名。该职务由……担任。
        let same = view.context.legal && ["该职务", "该职位", "此职", "该职"].iter().any(|word| text.starts_with(word));
        if !same {
            return;
        }
        let by = text.find('由');
        let end = ["担任", "出任", "兼任"].iter().filter_map(|word| text.find(word)).min();
        if let (Some(by), Some(end)) = (by, end)
            && by < end
        {
            let offices = holders(view, by, end);
            if !offices.is_empty() {
                out.push(view.fact(Statement::LegalRepresentative { offices }, 0, end));
            }
        }
        return;
    }
    let mut stated = false;
    let mut changed = false;
    for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Legal)) {
        let (clause_start, clause_end) = view.clause(at.start);
        let before = &text[clause_start..at.start];
        let after = &text[at.end..clause_end];
        // 法定代表人一职，由……出任
        let tail = &text[at.end..];
        let tail = ["一职", "职务", "之职"].iter().find_map(|word| tail.strip_prefix(word)).unwrap_or(tail);
        let tail = tail.strip_prefix('，').filter(|rest| rest.starts_with(['由', '应'])).unwrap_or(tail);
        // Whether the clause says who holds the post, and where the holder stands.
        let holder: Option<(usize, usize)> = if tail.starts_with('由')
            || tail.starts_with("应由")
            || tail.starts_with("也由")
            || tail.starts_with("应当由")
            || tail.starts_with("依照章程规定，由")
            || tail.starts_with("依照公司章程的规定，由")
        {
            let held = ["担任", "出任", "充任", "兼任"];
            let end = held.iter().filter_map(|word| text[at.end..].find(word)).min().map(|i| at.end + i);
            let end = end.or_else(|| text[at.end..].find(['。', '；']).map(|i| at.end + i)).unwrap_or(text.len());
            Some((at.end, end))
        } else if ["是", "为", "：", "系", "应为", "应是", "应当为", "应当是"].iter().any(|word| tail.starts_with(word))
        {
            let end = tail.find(['，', '。', '；']).map_or(text.len(), |i| at.end + i);
            Some((at.end, end))
        } else if let Some(by) = before.rfind('由').filter(|_| before.contains("担任") || before.contains("出任"))
        {
            Some((clause_start + by, at.start))
        } else if says_who_is(before) {
            // The holder may be the sentence's subject: 党支部书记由上级任命，对外代表公司，系公司法定代表人.
            let has_post = view.within(clause_start, at.start).any(|w| matches!(w.word, Word::Office(_)));
            let subject = || {
                let first = view.within(0, clause_start).find(|w| {
                    let before = view.left(w.start, 6);
                    matches!(w.word, Word::Office(_))
                        && !["由", "经", "报", "向", "对", "根据"].iter().any(|p| before.ends_with(p))
                })?;
                let (_, end) = view.clause(first.start);
                let by = text[first.start..end].find('由').map_or(end, |i| first.start + i);
                Some((view.clause(first.start).0, by))
            };
            if before.starts_with("担任") && tail.starts_with('的') {
                None
            } else if has_post || clause_start == 0 {
                Some((clause_start, at.start))
            } else {
                subject().or(Some((view.clause(clause_start.saturating_sub(3)).0, at.start)))
            }
        } else if after.contains('由')
            && after.contains("担任")
            && !after.starts_with("的产生")
            && !after.contains("变更")
        {
            let by = at.end + after.find('由').unwrap_or(0);
            let end = at.end + after.find("担任").unwrap_or(after.len());
            Some((by, end))
        } else if text[clause_end..].starts_with('，')
            && text[at.end..].find("，由").is_some_and(|i| i < 60)
            && text[at.end..].contains("担任")
        {
            let by = at.end + text[at.end..].find("，由").unwrap_or(0);
            let end = at.end + text[at.end..].find("担任").unwrap_or(0);
            (by < end).then_some((by, end))
        } else {
            None
        };
        // 担任法定代表人的董事辞任: who holds it is not said here.
        // 副经理对外代表公司，法定代表人也写他: the one that the sentence is about.
        let pronoun = ["由其担任", "由其兼任", "由他担任", "写他", "是他", "即其", "为其", "由该人担任"];
        let holder = if pronoun.iter().any(|word| after.contains(word)) {
            view.within(0, at.start).find(|w| matches!(w.word, Word::Office(_))).map(|w| (w.start, w.end))
        } else {
            holder
        };
        let adjective = tail.starts_with("的董事")
            || tail.starts_with("的经理")
            || tail.starts_with("的总经理")
            || tail.starts_with("签")
            || tail.starts_with("的姓名")
            || tail.starts_with("或") && tail.contains("签");
        if let Some((from, to)) = holder.filter(|_| !adjective && !stated) {
            let offices = holders(view, from, to);
            if !offices.is_empty() {
                let (a, b) = (from.min(at.start), to.max(at.end));
                out.push(view.fact(Statement::LegalRepresentative { offices }, a, b));
                stated = true;
            } else if text[from..to].contains(['_', '×', '【']) {
                let mut fact =
                    view.fact(Statement::LegalRepresentative { offices }, from.min(at.start), to.max(at.end));
                fact.doubt = Some(super::vocabulary::Doubt::Blank);
                out.push(fact);
                stated = true;
            }
        }
        let way = ["产生", "变更", "更换", "辞任", "辞去", "随之", "新的法定代表人", "改选", "随", "程序"];
        let about = |w: &str| text.contains(w);
        let strong = ["变更", "更换", "辞任", "辞去", "新的法定代表人", "改选", "随之"];
        if !changed
            && way.iter().any(|w| about(w))
            && strong.iter().any(|w| about(w))
            && !text.contains("变更登记申请书")
            && !text.contains("签署")
        {
            changed = true;
            out.push(view.fact(Statement::LegalRepresentativeChange {}, clause_start, clause_end));
        }
    }
}

/// The posts of whom a stretch names as holder of an office.
fn holders(view: &View<'_>, from: usize, to: usize) -> Vec<Office> {
    let text = view.text;
    let mut offices: Vec<Office> = Vec::new();
    let mut executing = false;
    for word in view.within(from, to) {
        let office = match word.word {
            Word::Office(Office::Director | Office::Member) if executing => continue,
            // 执行公司事务的董事长
            Word::Office(Office::ExecutingDirector)
                if text[word.end..].starts_with('长') || text[..word.end].ends_with('长') =>
            {
                Office::Chair
            }
            Word::Office(office) => office,
            // 前条所称主席
            Word::Mark(Mark::Chairman) if view.context.organ == Some(Organ::SupervisoryBoard) => {
                Office::SupervisorsChair
            }
            // 由股东推荐的董事担任 is a director; 控股股东的董事长 is the shareholder's.
            Word::Organ(Organ::Shareholder | Organ::Investor) => {
                let rest = &text[word.end..to];
                if !rest.is_empty() && !rest.starts_with(['的', '代', '法', '、', '或', '单', '负']) {
                    continue;
                }
                Office::Shareholder
            }
            _ => continue,
        };
        executing |= office == Office::ExecutingDirector;
        if !offices.contains(&office) {
            offices.push(office);
        }
    }
    // 由代表公司执行公司事务的董事长担任: 董事长 is one who does.
    if offices.len() > 1 && offices.contains(&Office::Chair) {
        offices.retain(|o| !matches!(o, Office::ExecutingDirector));
    }
    // 由控股股东的主要负责人担任: whose, not who.
    if offices.is_empty() && text[from..to].chars().count() > 2 && !text[from..to].contains(['_', '×', '【']) {
        offices.push(Office::Other);
    }
    offices
}

/// Form and ownership of the company.
pub(super) fn form(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.has(Mark::Form) {
        return;
    }
    let text = view.text;
    let is_self = |start: usize| {
        let before = &text[..start];
        // 甲集团有限公司是国有独资公司 speaks of another, unless it is the company's own name.
        let is_named = |at: usize| {
            let name = before.get(..at + "公司".len()).unwrap_or_default();
            let other = ["有限公司", "责任公司", "总公司", "子公司"].iter().any(|end| name.ends_with(end));
            other && (view.company.is_empty() || !name.ends_with(view.company))
        };
        let opens = [
            "公司是",
            "公司为",
            "公司系",
            "公司属",
            "本公司是",
            "企业类型",
            "公司类型",
            "公司性质",
            "公司组织形式",
            "公司的组织形式",
            "变更为",
            "公司形式",
            // 某某股份有限公司（以下简称“公司”）系……
            "”）是",
            "”）为",
            "”）系",
        ]
        .iter()
        .filter_map(|w| rfind(before, w).filter(|at| !w.starts_with("公司") || !is_named(*at)))
        .max();
        let foreign =
            ["股东为", "股东是", "出资人为", "发起人为", "子公司"].iter().filter_map(|w| rfind(before, w)).max();
        opens.is_some_and(|o| foreign.is_none_or(|f| f < o && !before[..o].ends_with("股东")))
    };
    let mut form = None;
    let mut ownership = None;
    for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Form)) {
        if !is_self(at.start) {
            continue;
        }
        let word = &text[at.start..at.end];
        let before = view.left(at.start, 18);
        if before.ends_with("由原") || before.ends_with("由") && text[at.end..].contains("变更为") {
            continue;
        }
        match word {
            "有限责任公司" => form = form.or(Some((Form::Limited, at))),
            "股份有限公司" => form = form.or(Some((Form::JointStock, at))),
            "国有独资" => ownership = ownership.or(Some((Ownership::WhollyState, at))),
            "国有全资" => ownership = ownership.or(Some((Ownership::FullyState, at))),
            "国有控股" | "国有资本控股" => ownership = ownership.or(Some((Ownership::StateControlled, at))),
            "国有相对控股" => ownership = ownership.or(Some((Ownership::StateRelative, at))),
            "国有参股" => ownership = ownership.or(Some((Ownership::StateMinority, at))),
            _ => {}
        }
    }
    if let Some((form, at)) = form {
        out.push(view.fact(Statement::Form { form }, at.start, at.end));
    }
    if let Some((ownership, at)) = ownership {
        out.push(view.fact(Statement::Ownership { ownership }, at.start, at.end));
    }
}

/// Days of the charter's and the company's life.
pub(super) fn days(view: &View<'_>, out: &mut Vec<Fact>) {
    if !(view.has(Mark::InForce) || view.has(Mark::Established) || view.has(Mark::Pass)) {
        return;
    }
    for quantity in view.quantities {
        let Value::Date(year, month, day) = quantity.value else { continue };
        let Some(date) = stated_date(year, month, day) else { continue };
        let (start, end) = place(quantity);
        let text = view.text;
        let about_charter = text.contains("章程");
        let stop = text[end..].find(['；', '。']).map_or(text.len(), |i| end + i);
        let behind = &text[end..stop];
        let before = &text[..start];
        // 原2019年4月10日施行的章程同时废止
        if before.ends_with('原')
            || behind.contains("同时废止") && behind.contains("的") && about_charter && before.contains("起")
        {
            continue;
        }
        // 2025年第一次股东会 is a name.
        if !date.is_day && behind.starts_with('第') {
            continue;
        }
        let has = |words: &[&str]| words.iter().any(|w| behind.contains(w));
        let event = if about_charter
            && (has(&["通过", "批准"]) && !has(&["施行", "生效"]) || has(&["审议通过", "表决通过"]))
        {
            Event::Adopted
        } else if about_charter && has(&["施行", "生效", "起执行"]) {
            Event::InForce
        } else if about_charter && has(&["修订", "修正", "修改"]) {
            Event::Amended
        } else if has(&["注册登记", "登记注册", "登记设立", "登记", "取得营业执照"]) && !has(&["变更登记"])
        {
            Event::Registered
        } else if before.ends_with("成立于")
            || before.ends_with("设立于")
            || has(&["成立", "设立"]) && behind.chars().count() <= 30
        {
            Event::Established
        } else {
            continue;
        };
        if matches!(event, Event::Established | Event::Registered) && !text.contains("公司") {
            continue;
        }
        let (from, _) = view.clause(start);
        out.push(view.fact(Statement::Day { event, date }, from, stop.min(end + 60).max(end)));
    }
}

/// The ratio by which the Party organisation's funds are set.
pub(super) fn funds(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.has(Mark::Fund) || !view.text.contains('党') {
        return;
    }
    for quantity in view.quantities {
        let Value::Percent(ratio) = quantity.value else { continue };
        let (start, end) = place(quantity);
        let (from, to) = view.clause(start);
        let clause = &view.text[from..to];
        if clause.contains("人员")
            || clause.contains("结转")
            || clause.contains("职工总数")
            || clause.contains("工会经费")
        {
            continue;
        }
        let before = &view.text[from..start];
        let before = before.trim_end_matches(['的']);
        let cut = ["按照", "按", "不低于", "以", "占", "为"]
            .iter()
            .filter_map(|w| before.rfind(w).map(|i| i + w.len()))
            .filter(|i| *i < before.len())
            .max();
        let of = cut.map_or(before, |i| &before[i..]);
        let of = of
            .trim_start_matches("不低于")
            .trim_start_matches("不超过")
            .trim_start_matches("不高于")
            .trim_start_matches("企业")
            .trim_start_matches("公司")
            .trim_start_matches("本");
        let of: String = if of.contains("工资") && !of.contains('%') {
            of.to_owned()
        } else {
            // The base of a range stands before its first end.
            match out.last() {
                Some(Fact { statement: Statement::FundRatio { of, .. }, sentence, .. }) if *sentence == view.index => {
                    of.clone()
                }
                _ => String::new(),
            }
        };
        let mut fact = view.fact(Statement::FundRatio { ratio, of }, from, end);
        fact.doubt = doubt(quantity);
        out.push(fact);
    }
}

/// One body lets another act for it.
pub(super) fn delegations(view: &View<'_>, out: &mut Vec<Fact>) {
    if !view.has(Mark::Delegate) {
        return;
    }
    let organ_of = |word: Word| match word {
        Word::Organ(
            o @ (Organ::ShareholdersMeeting
            | Organ::Shareholder
            | Organ::Investor
            | Organ::Board
            | Organ::Management
            | Organ::Party),
        ) => Some(o),
        Word::Office(Office::Chair) => Some(Organ::Chair),
        Word::Office(Office::Manager) => Some(Organ::Manager),
        _ => None,
    };
    for at in view.words.iter().filter(|w| w.word == Word::Mark(Mark::Delegate)) {
        let tail = &view.text[at.end..];
        if [
            "管理",
            "代表",
            "书",
            "委托",
            "权限",
            "董事会秘书",
            "经营",
            "事项",
            "签字",
            "制度",
            "方案",
            "清单",
            "范围",
            "的人",
            "其他人",
            "他人",
        ]
        .iter()
        .any(|w| tail.starts_with(w))
        {
            continue;
        }
        let (clause_start, clause_end) = view.clause(at.start);
        let stretch = &view.text[clause_start..at.start];
        if stretch.contains("不得")
            || stretch.contains("不能")
            || stretch.contains("不可")
            || stretch.ends_with('不')
            || stretch.contains("未经")
        {
            continue;
        }
        let from = view.before(at.start).find_map(|w| organ_of(w.word).map(|o| (o, w.start)));
        let Some((from, from_start)) = from else { continue };
        let noun = tail.starts_with([
            '，', '。', '；', '的', '行', '和', '、', '或', '后', '其', '履', '在', '决', '部', '开', '可',
        ]) && !tail.starts_with("部门");
        // 授权总经理决定: the next body; 根据董事会的授权行使职权: the subject before, or the body behind.
        let behind: Vec<(Organ, usize)> = view
            .within(
                at.end,
                if noun {
                    view.text[at.end..].find(['。', '；']).map_or(view.text.len(), |i| at.end + i)
                } else {
                    clause_end
                },
            )
            .filter_map(|w| organ_of(w.word).map(|o| (o, w.end)))
            .filter(|(o, _)| *o != from)
            .collect();
        let mut targets: Vec<(Organ, usize)> = Vec::new();
        let mut joined = at.end;
        if !noun {
            for (organ, end) in behind {
                let start = view.words.iter().find(|w| w.end == end).map_or(end, |w| w.start);
                let gap = &view.text[joined.min(start)..start];
                let near = if targets.is_empty() {
                    gap.chars().count() <= 8
                } else {
                    gap.chars().all(|c| matches!(c, '、' | '和' | '或' | '者' | '及' | '与'))
                };
                if !near {
                    break;
                }
                targets.push((organ, end));
                joined = end;
            }
        } else {
            let lead = view
                .lead
                .filter(|_| view.is_item)
                .and_then(super::powers::subject)
                .map(|o| (o, at.end))
                .filter(|(o, _)| *o != from);
            let subject = view
                .before(from_start)
                .filter_map(|w| organ_of(w.word).map(|o| (o, at.end)))
                .find(|(o, _)| *o != from)
                .filter(|_| lead.is_none())
                .or(lead);
            let next = behind.into_iter().next();
            // 经出资人机构授权，董事会可以决定: the body behind acts.
            let after_comma = tail.starts_with(['，', '后']);
            targets.extend(if after_comma { next.or(subject) } else { subject.or(next) });
        }
        for (to, end) in targets {
            let statement = Statement::Delegation { from, to };
            if out.iter().rev().take_while(|f| f.sentence == view.index).any(|f| f.statement == statement) {
                continue;
            }
            out.push(view.fact(statement, from_start.min(at.start), end.max(at.end)));
        }
    }
    let _ = OFFICES;
}
