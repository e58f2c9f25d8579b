//! A body whose parts are stated: 董事会由内部董事二名、外部董事四名和职工董事一名组成.

use super::statement::{Count, Fact, Statement};
use super::view::{View, count};
use super::vocabulary::{Office, Organ};
use super::words::Word;
use crate::syntax::clause::Measure;
use crate::words::find;

/// 董事会由内部董事二名、外部董事四名和职工董事一名组成: the parts make up the whole.
pub(super) fn whole_of_parts(view: &View<'_>, from: usize, out: &mut Vec<Fact>) {
    let Some(composed) = find(view.text, "组成").or_else(|| find(view.text, "构成")) else { return };
    let opens = view.within(0, composed).find_map(|w| {
        let (organ, whole, part) = match w.word {
            Word::Organ(Organ::Board) => (Organ::Board, Office::Director, Office::NonEmployeeDirector),
            Word::Organ(Organ::SupervisoryBoard) => {
                (Organ::SupervisoryBoard, Office::Supervisor, Office::NonEmployeeSupervisor)
            }
            _ => return None,
        };
        let tail = view.text[w.end..composed].trim_start_matches(['成', '员', '，', '应', '当', '，']);
        tail.starts_with('由').then_some((composed - tail.len(), organ, whole, part))
    });
    let Some((opened, organ, whole, part)) = opens else {
        together(view, composed, from, out);
        return;
    };
    if view.text[opened..composed].contains(['；', '。', '：']) || view.text[opened..composed].contains("其中") {
        return;
    }
    let inside = |fact: &Fact| {
        let start = (fact.span.start - view.base) as usize;
        start >= opened && (fact.span.end - view.base) as usize <= composed
    };
    let heads = view.quantities.iter().filter(|q| {
        q.span.start as usize >= opened && (q.span.end as usize) <= composed && count(q, Measure::Heads).is_some()
    });
    let (mut parts, mut sum) = (0, 0);
    for fact in out[from..].iter().filter(|fact| inside(fact)) {
        match fact.statement {
            // 四名外部董事等共七名董事组成 says the whole.
            Statement::Seats { organ: o, office, .. }
                if o == organ
                    && office == whole
                    && ["共", "合计", "总计"]
                        .iter()
                        .any(|word| view.left((fact.span.start - view.base) as usize, 9).ends_with(word)) =>
            {
                return;
            }
            Statement::Seats { organ: o, count, .. } if o == organ => match count.single() {
                Some(number) => (parts, sum) = (parts + 1, sum + number),
                None => return,
            },
            _ => {}
        }
    }
    let mut heads = heads.peekable();
    let all: Vec<(usize, Option<u32>)> = std::iter::from_fn(|| heads.next())
        .map(|q| (q.span.end as usize, count(q, Measure::Heads).and_then(Count::single)))
        .collect();
    if parts < all.len() {
        // 由股东甲委派二名、股东乙委派一名、职工代表一名组成: whoever sends them.
        let listed = |end: usize| {
            let rest = &view.text[end..];
            rest.starts_with(['、', '，', '和', '及', '与', '以'])
                || rest.starts_with("组成")
                || rest.starts_with("共同组成")
                || rest.starts_with("构成")
        };
        let counted: Option<u32> = all.iter().map(|(end, n)| n.filter(|_| listed(*end))).sum();
        match counted.filter(|_| all.len() > 1) {
            Some(counted) => (parts, sum) = (all.len(), counted),
            None => return,
        }
    }
    if parts < 2 {
        return;
    }
    // 推荐的董事三名 beside others are some of them; the bare rest of a list is in the sum.
    let mut kept = out.split_off(from);
    kept.retain_mut(|fact| match fact.statement {
        Statement::Seats { organ: o, office, count } if o == organ && office == whole && inside(fact) => {
            let before = view.left((fact.span.start - view.base) as usize, 3);
            fact.statement = Statement::Seats { organ, office: part, count };
            before.ends_with('的')
        }
        _ => true,
    });
    out.append(&mut kept);
    let counted = Count::exactly(sum);
    out.push(view.fact(Statement::Seats { organ, office: whole, count: counted }, opened, composed + "组成".len()));
}

/// 三个股东各派一个监事，再由职工选一个职工监事，共同组成监事会: the whole is the sum.
fn together(view: &View<'_>, composed: usize, from: usize, out: &mut Vec<Fact>) {
    let Some(behind) = view.text[composed..].strip_prefix("组成").filter(|_| view.text[..composed].ends_with("共同"))
    else {
        return;
    };
    let behind = behind.trim_start_matches("公司");
    let (organ, whole, part) = if behind.starts_with("监事会") {
        (Organ::SupervisoryBoard, Office::Supervisor, Office::NonEmployeeSupervisor)
    } else if behind.starts_with("董事会") {
        (Organ::Board, Office::Director, Office::NonEmployeeDirector)
    } else {
        return;
    };
    let (mut parts, mut sum) = (0, 0);
    for fact in &mut out[from..] {
        let Statement::Seats { organ: o, office, count } = &mut fact.statement else { continue };
        if *o == organ
            && let Some(number) = count.single()
        {
            (parts, sum) = (parts + 1, sum + number);
            if *office == whole {
                *office = part;
            }
        }
    }
    if parts > 1 {
        let counted = Count::exactly(sum);
        out.push(view.fact(Statement::Seats { organ, office: whole, count: counted }, 0, composed + "组成".len()));
    }
}
