//! Questions about single characters that every stage asks: what a reader sees, what width it has,
//! which character another one is written for.

use std::borrow::Cow;

/// A reader sees it: neither white space nor a control or zero-width character.
///
/// The ledger counts these.
#[must_use]
#[inline]
pub fn is_visible(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{4e00}'..='\u{9fff}') || is_visible_mark(c)
}

/// The same of a character that is neither an ideograph nor a letter, digit or mark of ASCII.
#[inline(never)]
fn is_visible_mark(c: char) -> bool {
    !matches!(c,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{feff}' | '\u{ad}')
        && !c.is_whitespace()
        && !c.is_control()
}

/// The first bytes of ideographs that are three bytes, U+4000 to U+9FFF, and of nothing else.
const IDEOGRAPH: u8 = 0xe4;
const LAST_IDEOGRAPH: u8 = 0xe9;

/// [`str::trim`], which most texts do not need.
#[must_use]
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    if is_trimmed(text) { text } else { text.trim() }
}

/// A text's first and last bytes say that it starts and ends with what is visible, or is empty; of a
/// few they don't say it.
#[inline]
pub(crate) fn is_trimmed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts = matches!(bytes, [] | [b'!'..=b'~' | IDEOGRAPH..=LAST_IDEOGRAPH, ..]);
    // Behind an ideograph stand the marks of its width: 、 and 。, （ to ＞.
    let ends = matches!(
        bytes,
        [] | [.., b'!'..=b'~']
            | [.., IDEOGRAPH..=LAST_IDEOGRAPH, _, _]
            | [.., 0xe3, 0x80, 0x81 | 0x82]
            | [.., 0xef, 0xbc, _]
    );
    starts && ends
}

/// How many visible characters `text` has.
#[must_use]
pub fn count_visible(text: &str) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some(&first) = text.as_bytes().get(at) {
        match first {
            b'!'..=b'~' => {
                count += 1;
                at += 1;
            }
            IDEOGRAPH..=LAST_IDEOGRAPH => {
                count += 1;
                at += 3;
            }
            _ => {
                let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                    break;
                };
                count += usize::from(is_visible_mark(c));
                at += c.len_utf8();
            }
        }
    }
    count
}

/// An ideograph, or a mark of the ideographic width: nothing stands between two of them when a
/// broken line is joined.
#[must_use]
#[inline]
pub fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}'
        | '“' | '”' | '‘' | '’' | '…' | '—')
}

/// The half-width form of a full-width Latin letter, digit or mark; other characters as they are.
#[must_use]
#[inline]
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        _ => c,
    }
}

/// Traditional and simplified character by turns, for the characters that the field uses.
const SIMPLIFIED: &str = "來来個个偽伪備备傳传債债傷伤傾倾僅仅儀仪億亿儘尽償偿優优兒儿內内兩两凈净凍冻則则剛刚創创劃划劇剧劉刘劑剂動动務务勛勋勝胜勞劳勢势勵励勸劝匯汇區区協协卻却厭厌參参\
         吳吴咼呙員员問问啟启單单嗇啬嗎吗嘗尝噸吨嚴严囑嘱國国圍围圖图團团執执報报場场塊块塵尘墊垫墻墙壓压壘垒壞坏壟垄壩坝夠够夢梦夾夹奪夺奮奋婦妇媽妈嬰婴孫孙學学寢寝實实\
         寧宁審审寫写將将專专對对導导屆届層层屬属島岛峽峡崗岗嵐岚嶺岭幾几廟庙廠厂廢废廣广廬庐廳厅弒弑張张強强彈弹彌弥彙汇徑径從从復复徵征徹彻恆恒悅悦惡恶愛爱態态慣惯慮虑\
         慶庆憂忧憐怜憑凭憲宪應应懲惩懷怀戶户捨舍掛挂採采揚扬換换搶抢撥拨擁拥擇择擊击擋挡擔担據据擬拟擱搁擴扩擺摆擾扰攔拦攜携攝摄攤摊攬揽敗败敘叙敵敌數数斷断於于時时暫暂\
         曆历曉晓書书會会朧胧東东條条棄弃棟栋椏桠楊杨業业極极榮荣構构樂乐樓楼標标樞枢樣样樹树橋桥機机橫横檔档檢检櫃柜欄栏權权歐欧歡欢歲岁歷历歸归殘残殺杀毀毁氣气決决沒没\
         沖冲況况涇泾涼凉淚泪淨净淪沦淵渊淺浅渙涣減减渦涡測测渾浑湊凑湯汤準准溝沟溫温滄沧滅灭滌涤滬沪滯滞滲渗滾滚滿满漁渔漢汉漲涨漸渐潔洁潤润潰溃澆浇澤泽濃浓濕湿濟济濤涛\
         濱滨瀏浏灘滩灣湾災灾為为烏乌無无煉炼煙烟煩烦熱热燈灯燒烧營营燦灿爐炉爭争爾尔牆墙牽牵犧牺狀状狹狭獄狱獅狮獎奖獨独獲获獻献現现瑣琐瑪玛環环瓊琼甌瓯產产畝亩畢毕畫画\
         異异當当疊叠療疗癢痒發发皺皱盡尽監监盤盘盧卢眾众睜睁睞睐矚瞩矯矫硯砚碩硕確确磚砖礎础礙碍礦矿礫砾祿禄禍祸禦御禮礼種种稱称穀谷積积穎颖穩稳窩窝窮穷窯窑竊窃競竞筆笔\
         節节範范築筑簡简籃篮籌筹籠笼籤签糧粮糾纠紀纪約约紅红紋纹納纳純纯紙纸級级紛纷紡纺紮扎細细紹绍終终組组結结絕绝絡络給给統统絲丝綁绑綏绥經经綜综綠绿維维綱纲網网緊紧\
         緒绪線线緝缉緣缘編编緩缓縣县縮缩縱纵總总績绩織织繕缮繞绕繫系繳缴繼继續续罰罚羅罗羨羡義义習习翹翘聖圣聞闻聯联聰聪聲声聳耸職职聽听肅肃腦脑腫肿腳脚膚肤膠胶臉脸臨临\
         臺台與与興兴舉举舊旧艦舰艱艰莊庄莖茎華华萊莱萬万葉叶葷荤蒼苍蓋盖蓮莲蔔卜蔣蒋薦荐薩萨藍蓝藝艺藥药蘇苏蘭兰處处虛虚號号蟲虫蠟蜡術术衛卫裏里補补裝装製制複复褲裤襲袭\
         規规視视親亲覽览觀观訂订計计訊讯討讨訓训託托記记訪访設设許许訴诉診诊註注証证評评詞词詢询試试該该詳详誌志認认誕诞語语誠诚誤误說说誰谁課课調调談谈請请論论諫谏諮咨\
         諾诺謀谋講讲謝谢謹谨證证識识譜谱譯译議议護护譽誉讀读變变讓让豎竖豐丰豬猪貝贝貞贞負负財财貢贡貧贫貨货販贩貫贯責责貯贮貴贵買买費费貼贴貿贸賀贺賃赁資资賓宾賞赏賠赔\
         賢贤質质賬账賴赖賺赚購购賽赛贈赠贊赞贏赢趕赶趙赵跡迹踐践躍跃車车軌轨軍军軒轩軟软較较載载輔辅輕轻輛辆輝辉輩辈輪轮輯辑輸输轄辖轉转轟轰辦办辭辞辯辩農农迴回這这連连\
         進进遊游運运過过違违遜逊遞递適适遲迟遷迁選选遺遗邊边邏逻郵邮鄉乡鄧邓鄭郑鄰邻醫医釀酿釋释釐厘針针鈔钞鈣钙鉛铅銀银銅铜銳锐銷销鋪铺鋼钢錄录錢钱錦锦錯错鍛锻鍵键鎮镇\
         鏈链鏡镜鐘钟鐵铁鑑鉴長长門门閃闪閉闭開开閑闲間间閘闸閣阁閩闽閱阅闊阔闖闯關关陝陕陣阵陰阴陳陈陸陆陽阳隊队階阶際际隨随險险隱隐隴陇隸隶雖虽雙双雜杂雞鸡離离難难雲云\
         電电霧雾靂雳靈灵靜静韓韩頁页頂顶項项順顺預预頒颁頓顿頗颇領领頭头頸颈顆颗題题額额願愿類类顧顾顯显風风飄飘飛飞飯饭飲饮飽饱養养餘余館馆馬马馮冯馳驰駐驻駕驾騎骑騰腾\
         驅驱驕骄驗验驚惊驟骤體体髮发鬥斗鮮鲜鳥鸟鳳凤鳴鸣鴻鸿鵬鹏鹹咸鹽盐麗丽麥麦黃黄點点黨党齊齐齡龄龍龙龜龟訟讼輿舆駁驳覆复";

/// The simplified character for a traditional one, for those that the field's headings and labels
/// use; others as they are.
///
/// Reports of mirrors in traditional characters print the same labels (主動公開, 依申請公開).
#[must_use]
#[inline]
pub fn simplified(c: char) -> char {
    let at = (c as usize).wrapping_sub(FIRST);
    match TRADITIONAL.get(at / BITS) {
        Some(bits) if bits >> (at % BITS) & 1 != 0 => {
            let simple = IDEOGRAPHS.get(at).map(|&simple| simple.into());
            simple.and_then(char::from_u32).unwrap_or(c)
        }
        _ => c,
    }
}

/// Whether a text is this one, written in traditional characters or not; an ideograph is as long as
/// the one it is simplified to.
pub(crate) fn is_written(simple: &str, text: &str) -> bool {
    simple.len() == text.len() && simple.chars().eq(text.chars().map(simplified))
}

/// The first ideograph of the basic block.
const FIRST: usize = 0x4e00;

const BITS: usize = u64::BITS as usize;

/// Which ideographs of the basic block have another simplified form, a bit each: it is asked for every
/// character of a line, and so has to stay in the processor's first cache.
static TRADITIONAL: [u64; 0x5200 / BITS] = {
    let mut table = [0; 0x5200 / BITS];
    let pairs = SIMPLIFIED.as_bytes();
    let mut at = 0;
    while at < pairs.len() {
        let traditional = ideograph(pairs, at) as usize - FIRST;
        table[traditional / BITS] |= 1 << (traditional % BITS);
        at += 6;
    }
    table
};

/// The simplified form of each ideograph of the basic block.
static IDEOGRAPHS: [u16; 0x5200] = {
    let mut table = [0; 0x5200];
    let mut at = 0;
    while at < table.len() {
        table[at] = (FIRST + at) as u16;
        at += 1;
    }
    let pairs = SIMPLIFIED.as_bytes();
    let mut at = 0;
    while at < pairs.len() {
        table[ideograph(pairs, at) as usize - FIRST] = ideograph(pairs, at + 3);
        at += 6;
    }
    table
};

/// The ideograph of three bytes at `at`.
const fn ideograph(utf8: &[u8], at: usize) -> u16 {
    (utf8[at] as u16 & 0xf) << 12 | (utf8[at + 1] as u16 & 0x3f) << 6 | utf8[at + 2] as u16 & 0x3f
}

/// White space folded: runs of it become nothing between ideographs and one space elsewhere, ends
/// trimmed. Zero-width characters and soft hyphens go.
///
/// Borrowed where nothing has to change.
///
/// ```
/// use gongkai::chars::clean;
/// assert_eq!(clean("政府信息\n公开"), "政府信息公开");
/// assert_eq!(clean(" 2024 年 1 月"), "2024年1月");
/// assert_eq!(clean("open  data"), "open data");
/// ```
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = trim(text);
    if trimmed.chars().all(is_visible) {
        return Cow::Borrowed(trimmed);
    }
    let mut out = String::with_capacity(trimmed.len());
    let mut gap = false;
    for c in trimmed.chars() {
        if c.is_whitespace() {
            gap = true;
        } else if is_visible(c) {
            if gap {
                let before = out.chars().next_back();
                if before.is_some_and(|b| !is_wide(b)) && !is_wide(c) {
                    out.push(' ');
                }
                gap = false;
            }
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Before a mark that Markdown would read otherwise: `A\|B`.
const ESCAPE: &str = "\\";

/// Tags of elements inside a line and nothing else, or an escape: they part no word and no number.
pub(crate) fn is_inline_markup(between: &str) -> bool {
    const NAMES: [&str; 18] = [
        "span",
        "font",
        "o:p",
        "strong",
        "b",
        "em",
        "i",
        "u",
        "s",
        "a",
        "sup",
        "sub",
        "big",
        "small",
        "tt",
        "code",
        "label",
        "st1:chsdate",
    ];
    let mut tags = between.split_inclusive('>').peekable();
    let is_tag = |tag: &str| {
        let name = tag
            .strip_prefix('<')
            .map(|tag| tag.strip_prefix('/').unwrap_or(tag));
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '>');
        let name = name.and_then(|name| name.split(ends).next());
        tag.ends_with('>')
            && name.is_some_and(|name| NAMES.iter().any(|n| n.eq_ignore_ascii_case(name)))
    };
    between == ESCAPE || tags.peek().is_some() && tags.all(is_tag)
}

/// How many lines end in a text: at `\n`, `\r\n` or a lone `\r`.
pub(crate) fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'\n', b'\r', bytes)
        .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
        .count()
}

/// A label as it is compared: width folded, traditional characters simplified, white space and
/// punctuation left out.
///
/// ```
/// use gongkai::chars::label_key;
/// assert_eq!(label_key("　　３.危及“三安全一稳定”"), label_key("3．危及\"三安全一穩定\""));
/// ```
#[must_use]
pub fn label_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    // What is compared as it is written is copied in one go.
    let mut same = 0;
    for (at, c) in text.char_indices() {
        let compared = key_char(c);
        if compared != Some(c) {
            key.push_str(&text[same..at]);
            key.extend(compared);
            same = at + c.len_utf8();
        }
    }
    key.push_str(&text[same..]);
    key
}

/// Characters that two texts are looked at for what they have [`common`].
pub(crate) const MAX_COMMON: usize = u128::BITS as usize;

/// Characters of the longest common subsequence of the first [`MAX_COMMON`] of both.
///
/// A row of the usual table as the bits of one number (Hyyrö's way): a bit is unset where the row
/// grows by one.
pub(crate) fn common(a: &[char], b: &[char]) -> usize {
    let b = &b[..b.len().min(MAX_COMMON)];
    let mut row = u128::MAX;
    for x in a.iter().take(MAX_COMMON) {
        let mut same = 0_u128;
        for (at, y) in b.iter().enumerate() {
            same |= u128::from(x == y) << at;
        }
        let grown = row & same;
        row = row.wrapping_add(grown) | (row & !same);
    }
    (!row).count_ones() as usize
}

/// The characters of a label's key, one by one.
pub(crate) fn key_chars(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter_map(key_char)
}

/// A letter, a digit, `%` or `/` as it is compared; ideographs and ASCII are told without a search in
/// Unicode's tables.
#[inline]
fn key_char(c: char) -> Option<char> {
    match c {
        '\u{4e00}'..='\u{9fff}' => Some(simplified(c)),
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '%' | '/' => Some(c),
        '\0'..='\x7f' => None,
        _ if !is_visible(c) => None,
        _ => Some(half_width(c)).filter(|&c| c.is_alphanumeric() || matches!(c, '%' | '/')),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn pairs(of: &str) -> impl Iterator<Item = (char, char)> {
        let simple = of.chars().skip(1).step_by(2);
        of.chars().step_by(2).zip(simple)
    }

    #[test]
    fn what_bytes_say_is_what_characters_say() {
        for c in '\0'..=char::MAX {
            let text = format!("{c}a{c}");
            assert_eq!(
                count_visible(&text),
                1 + 2 * usize::from(is_visible(c)),
                "{c:?}"
            );
            assert_eq!(trim(&text), text.trim(), "{c:?}");
            assert!(!is_trimmed(&text) || is_visible(c), "{c:?}");
        }
        assert_eq!(count_visible(""), 0);
        assert_eq!(count_visible("一、 概述\u{200b}\u{3000}（3件）。\n"), 9);
        for text in ["", "概述", "3条", "无。", "件；"] {
            assert!(is_trimmed(text), "{text}");
        }
    }

    #[test]
    fn the_table_of_characters_is_made_of_pairs() {
        assert_eq!(SIMPLIFIED.chars().count() % 2, 0);
        assert_eq!(simplified('權'), '权');
        assert_eq!(simplified('徵'), '征');
        assert_eq!(simplified('網'), '网');
        assert_eq!(simplified('齊'), '齐');
        assert_eq!(
            label_key("行政訴訟、答覆、輿情、駁回"),
            "行政诉讼答复舆情驳回"
        );
        assert_eq!(label_key("主動公開政府資訊"), "主动公开政府资讯");
        assert_eq!(label_key("依申請公開"), "依申请公开");
        for (traditional, simple) in pairs(SIMPLIFIED) {
            assert_eq!(simplified(traditional), simple);
        }
        let changed = ('\0'..=char::MAX).filter(|&c| simplified(c) != c);
        let different = pairs(SIMPLIFIED).filter(|(traditional, simple)| traditional != simple);
        assert_eq!(
            changed.collect::<BTreeSet<_>>(),
            different.map(|(traditional, _)| traditional).collect()
        );
    }

    #[test]
    fn a_text_is_the_same_in_traditional_characters() {
        assert!(is_written("万元", "萬元") && is_written("件", "件") && is_written("", ""));
        assert!(
            !is_written("万元", "元") && !is_written("万元", "萬萬") && !is_written("萬", "萬")
        );
    }

    #[test]
    fn a_space_between_ideographs_goes_and_between_words_stays() {
        assert_eq!(clean("结 果\u{3000}维持"), "结果维持");
        assert_eq!(clean("No. 7\u{a0}号"), "No. 7号");
        assert!(matches!(clean("概述"), Cow::Borrowed("概述")));
    }

    #[test]
    fn white_space_is_trimmed_as_the_standard_library_does() {
        let ends = [
            "",
            "a",
            "7",
            "公",
            "公开",
            " ",
            "\u{3000}",
            "\u{a0}",
            "\u{2003}",
            "（",
            "。",
            "é",
            "\u{1f4c4}",
        ];
        for start in ends {
            for end in ends {
                let text = format!("{start}件{end}");
                assert_eq!(trim(&text), text.trim(), "{text:?}");
                let text = format!("{start}{end}");
                assert_eq!(trim(&text), text.trim(), "{text:?}");
            }
        }
    }

    #[test]
    fn what_nobody_sees_is_not_counted() {
        assert_eq!(count_visible("\u{feff} 一、\u{200b}概述\n"), 4);
    }
}
