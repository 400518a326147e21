//! Numbers in prose: value, unit, scale, approximation, and the indicator that the clause names.
//!
//! Which words name which indicator is data, in `grammar/narrative.toml`.

mod grammar;
mod mapping;
mod number;
mod prose;
mod words;

pub(crate) use grammar::Grammar;

use crate::edition::Edition;
use crate::layout::Outline;
use crate::report::{Block, Quantity, Section, SmolStr, Text};
use crate::source::Reading;
use mapping::{Context, Mapper};
use prose::Prose;

/// Finds the quantities of all paragraphs, in their order.
///
/// `edition` is that of the report's tables, for words that name different rows of different
/// editions (主动公开政府信息).
#[must_use]
pub fn read(outline: &Outline, reading: &Reading<'_>, edition: Option<&Edition>) -> Vec<Quantity> {
    let agency: Vec<char> = outline
        .agency
        .iter()
        .flat_map(|agency| agency.text.chars())
        .filter(|&c| crate::chars::is_visible(c))
        .map(crate::chars::simplified)
        .collect();
    let mut reader = Reader {
        text: &reading.text,
        edition,
        year: outline.year,
        agency: &agency,
        prose: Prose::default(),
        path: Vec::new(),
        topics: Vec::new(),
        quantities: Vec::new(),
    };
    reader.blocks(&outline.preamble);
    reader.sections(&outline.sections);
    reader.quantities
}

struct Reader<'a> {
    text: &'a str,
    edition: Option<&'a Edition>,
    year: Option<u16>,
    agency: &'a [char],
    prose: Prose,
    path: Vec<usize>,
    topics: Vec<&'static str>,
    quantities: Vec<Quantity>,
}

impl Reader<'_> {
    /// Depth is at most four: headings have four levels.
    fn sections(&mut self, sections: &[Section]) {
        for (at, section) in sections.iter().enumerate() {
            self.path.push(at);
            self.topics.push(section.topic.unwrap_or(""));
            self.blocks(&section.blocks);
            self.sections(&section.sections);
            self.topics.pop();
            self.path.pop();
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.paragraph(text),
                Block::List(items) => items.iter().for_each(|item| self.paragraph(item)),
                Block::Table(_) => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Text) {
        let grammar = Grammar::builtin();
        self.prose.read(&paragraph.region, self.text);
        let chars = &*self.prose.chars;
        let found = number::scan(chars, &grammar.words);
        let context = Context {
            grammar,
            edition: self.edition,
            year: self.year,
            agency: self.agency,
            topics: &self.topics,
        };
        let mut mapper = Mapper::new(context, chars, &found);
        for (at, number) in found.numbers.iter().enumerate() {
            let claim = mapper.map(at);
            let (start, end) = mapper.clause(number);
            self.quantities.push(Quantity {
                value: crate::check::identity::decimal(number.value),
                unit: number.unit.as_deref().map(SmolStr::new),
                approximate: number.approximate,
                clause: self.prose.printed(start, end, self.text).into(),
                section: self.path.clone(),
                indicator: claim
                    .as_ref()
                    .filter(|claim| !claim.narrower)
                    .and_then(|claim| claim.indicator.as_deref().map(SmolStr::new)),
                claim,
                region: self
                    .prose
                    .region(number.start, number.end, &paragraph.region),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Form;
    use crate::source::PageInfo;
    use crate::span::{LineIndex, Region, SourceMap, Span};
    use std::borrow::Cow;

    /// The quantities of one paragraph of lines, under a heading of a topic.
    fn read_under(topic: Option<&'static str>, agency: &str, text: &str) -> Vec<Quantity> {
        let reading = Reading {
            form: Form::Text,
            text: Cow::Borrowed(text),
            blocks: Vec::new(),
            map: SourceMap::Text(LineIndex::new(text)),
            page: PageInfo::default(),
            markup: Vec::new(),
            boilerplate: 0,
            diagnostics: Vec::new(),
        };
        let mut region = Region::default();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            region.push(Span::of_range(at..at + line.len()).trim(text));
            at += line.len();
        }
        let outline = Outline {
            agency: Some(Text {
                text: agency.to_owned(),
                region: Region::default(),
            }),
            year: Some(2018),
            sections: vec![Section {
                level: 1,
                number: None,
                ordinal: None,
                heading: String::new(),
                run_in: None,
                topic,
                region: Region::default(),
                blocks: vec![Block::Paragraph(Text {
                    text: text.to_owned(),
                    region,
                })],
                sections: Vec::new(),
            }],
            ..Outline::default()
        };
        super::read(&outline, &reading, None)
    }

    fn read(text: &str) -> Vec<Quantity> {
        read_under(None, "某市水务局", text)
    }

    /// Value and unit, `~` before what is approximate.
    fn numbers(text: &str) -> Vec<String> {
        read(text)
            .iter()
            .map(|q| {
                format!(
                    "{}{}{}",
                    if q.approximate { "~" } else { "" },
                    q.value,
                    q.unit.as_deref().unwrap_or("")
                )
            })
            .collect()
    }

    /// Value and indicator of what is mapped.
    fn mapped(text: &str) -> Vec<String> {
        of(&read(text))
    }

    fn of(quantities: &[Quantity]) -> Vec<String> {
        quantities
            .iter()
            .filter_map(|q| Some(format!("{} {}", q.value, q.indicator.as_ref()?)))
            .collect()
    }

    #[test]
    fn digits_of_every_width_and_grouping() {
        assert_eq!(
            numbers("收到 3119 件，３１１９件，3,119件，3 119 件，12.50元"),
            ["3119件", "3119件", "3119件", "3119件", "12.5元"]
        );
    }

    #[test]
    fn scale_and_approximation() {
        assert_eq!(
            numbers(
                "浏览量近1.2万次，粉丝突破550万，5500余条，约3亿元，20多件，10件以上，5万余人次，100件左右"
            ),
            [
                "~12000次",
                "~5500000",
                "~5500条",
                "~300000000元",
                "~20件",
                "~10件",
                "~50000人次",
                "~100件"
            ]
        );
    }

    #[test]
    fn chinese_numerals_that_count_and_those_that_do_not() {
        assert_eq!(
            numbers("一百二十件，十二条，收到申请三件，两次，百分之九十五"),
            ["120件", "12条", "3件", "2次", "95%"]
        );
        assert_eq!(
            numbers(
                "一是加强学习，二是三个代表，第一次会议，党的十九届四中全会，一次性告知，二〇一九年二月十八日，第二十条，\
                 十三五规划，第三、四条，百件，零件，四个意识"
            ),
            <[String; 0]>::default()
        );
    }

    #[test]
    fn what_has_the_form_of_a_number_and_counts_nothing() {
        assert_eq!(
            numbers(
                "2018年1月1日至12月31日，10月29日，泉政办〔2018〕118号，国令第711号，电话：0517-83605210，68110001，\
                 邮编223001，12345热线，www.a1b2.gov.cn，a12@163.com，8:30-17:30，第20条，第20、21条，2.0版，5G网络，\
                 翔宇南道1号，2018-2019年"
            ),
            <[String; 0]>::default()
        );
    }

    #[test]
    fn both_ends_of_a_range_are_approximate() {
        assert_eq!(
            numbers("5-10个工作日，3至5件，10%—20%"),
            ["~5个工作日", "~10个工作日", "~3件", "~5件", "~10%", "~20%"]
        );
    }

    #[test]
    fn a_number_is_found_where_it_stands_across_lines() {
        let text = "共受理政府信息公开申\n请３１\t件，答\n复 30\n件。";
        let quantities = read(text);
        assert_eq!(
            of(&quantities),
            ["31 requests.received", "30 results.total"]
        );
        assert_eq!(quantities[0].region.raw(text), "３１\t件");
        assert_eq!(quantities[1].region.raw(text), "30\n件");
        assert_eq!(quantities[0].clause, "共受理政府信息公开申请３１件");
        assert_eq!(quantities[0].section, [0]);
    }

    #[test]
    fn half_a_number_at_the_end_of_a_line_is_none() {
        assert_eq!(numbers("收到申请31\n19件"), <[String; 0]>::default());
    }

    #[test]
    fn requests_and_what_became_of_them() {
        assert_eq!(
            mapped(
                "2018年，我局共收到政府信息公开申请20件，其中当面申请3件，网络申请17件；上年结转2件。答复21件，\
                 其中予以公开10件，部分公开2件，不予公开4件，无法提供3件，不予处理1件，其他处理1件，\
                 结转下年度继续办理1件。"
            ),
            [
                "20 requests.received",
                "2 requests.carried_in",
                "21 results.total",
                "10 results.granted",
                "2 results.partially_granted",
                "4 results.refused",
                "3 results.unavailable",
                "1 results.not_processed",
                "1 results.other",
                "1 requests.carried_out"
            ]
        );
        assert_eq!(
            mapped("收到5件政府信息公开申请，另有1件顺延到下年度答复。"),
            ["5 requests.received", "1 requests.carried_out"]
        );
        assert_eq!(
            mapped("新收依申请公开共计一百二十件。"),
            ["120 requests.received"]
        );
    }

    #[test]
    fn a_sum_is_no_indicator_and_can_be_compared() {
        let quantities = read(
            "受理政府信息公开申请9件。予以公开及部分公开258件，因本机关不掌握等原因无法提供265件。",
        );
        assert_eq!(of(&quantities), ["9 requests.received"]);
        assert_eq!(
            quantities[1].claim.as_ref().unwrap().readings,
            [["results.granted", "results.partially_granted"]]
        );
        assert_eq!(
            quantities[2].claim.as_ref().unwrap().readings,
            [["results.unavailable"], ["results.unavailable.not_held"]]
        );
    }

    #[test]
    fn review_and_litigation_and_their_outcomes() {
        assert_eq!(
            mapped(
                "因政府信息公开被申请行政复议35件，其中结果维持7件，结果纠正6件，其他结果18件，尚未审结4件；\
                 被提起行政诉讼5件，其中结果维持3件，尚未审结2件。"
            ),
            [
                "35 review.total",
                "7 review.upheld",
                "6 review.corrected",
                "18 review.other",
                "4 review.pending",
                "5 litigation.total",
                "3 litigation.upheld",
                "2 litigation.pending"
            ]
        );
        assert_eq!(
            mapped("信息公开类行政复议7件，诉讼9件。"),
            ["7 review.total", "9 litigation.total"]
        );
    }

    #[test]
    fn what_was_published_in_the_year_and_in_all() {
        assert_eq!(
            mapped("主动公开政府信息324条，本年度新增的主动公开信息31条。"),
            ["324 disclosure.items", "31 disclosure.items"]
        );
        assert_eq!(
            mapped("全年主动公开规章13件，行政规范性文件60件，其他文件162件。"),
            ["13 rules", "60 normative_documents"]
        );
    }

    #[test]
    fn what_only_looks_like_it_is_not_mapped() {
        for text in [
            "其中通过电话咨询有3件，通过电子邮件提交的申请有2件，通过公开受理窗口当面提交的申请有1件。",
            "受理行政许可申请300件。",
            "2017年受理政府信息公开申请8件。",
            "受理政府信息公开申请较去年增加3件。",
            "2008年至2018年累计受理政府信息公开申请80件。",
            "受理政府信息公开申请，3件予以公开。",
            "办结人大建议5件，答复政协提案3件。",
            "因政府信息公开引起的行政复议、行政诉讼共3件。",
            "受理行政复议案件20件，办理行政诉讼案件3件。",
            "通过政府网站主动公开政府信息200条，其他应主动公开的信息1条。",
            "公报刊登政府规章、规范性文件等112件，部门规范性文件45件。",
            "其中自然人申请3件。",
            "收到网上留言30条，全部答复，答复30条。",
            "收到政府信息公开申请人来信3件。",
            "上半年受理政府信息公开申请3件。",
            "主动公开信息公开目录3条。",
            "全市受理政府信息公开申请300件。",
            "我局下属分局受理政府信息公开申请2件。",
        ] {
            let got = mapped(text);
            assert!(got.is_empty(), "{text}: {got:?}");
        }
    }

    #[test]
    fn a_part_of_the_government_is_not_the_government() {
        let of_agency = |text: &str| read_under(None, "某县人民政府", text);
        let narrow = of_agency("县政府办公室受理政府信息公开申请12件。");
        assert_eq!(narrow[0].indicator, None);
        assert!(narrow[0].claim.as_ref().unwrap().narrower);
        let office = read_under(
            None,
            "某市人民政府办公厅",
            "市政府办公厅代表市政府共受理政府信息公开申请859件。",
        );
        assert_eq!(office[0].indicator.as_deref(), Some("requests.received"));
        let whole = of_agency("县政府办公室牵头，全县共受理政府信息公开申请12件。");
        assert_eq!(whole[0].indicator.as_deref(), Some("requests.received"));
    }
}
