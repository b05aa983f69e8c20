//! Two clear subjects in each language, told apart and named without function words and stems.

use super::*;
use crate::agreement::adjusted_rand_index;
use crate::watch::Unwatched;

/// A language: its codes, sentences of function words around two nouns, and the nouns of two
/// subjects: bills and deliveries.
struct Case {
    /// ISO 639-3; near relatives may be taken for one another.
    codes: &'static [&'static str],
    around: [&'static str; 3],
    subjects: [[&'static str; 4]; 2],
}

const fn case(
    codes: &'static [&'static str],
    around: [&'static str; 3],
    bills: [&'static str; 4],
    deliveries: [&'static str; 4],
) -> Case {
    Case {
        codes,
        around,
        subjects: [bills, deliveries],
    }
}

const CASES: &[Case] = &[
    case(
        &["eng"],
        [
            "the {} is not the same as the {}",
            "why do I have the {} and not the {}",
            "where is the {} with the {} that we had",
        ],
        ["invoice", "payment", "amount", "bank"],
        ["parcel", "courier", "delivery", "address"],
    ),
    case(
        &["deu"],
        [
            "die {} ist nicht wie die {}",
            "warum habe ich die {} und nicht die {}",
            "wo ist die {} mit der {}, die wir hatten",
        ],
        ["Rechnung", "Zahlung", "Mahnung", "Bank"],
        ["Sendung", "Spedition", "Lieferung", "Adresse"],
    ),
    case(
        &["fra"],
        [
            "la {} n'est pas la même que la {}",
            "pourquoi ai-je la {} et pas la {}",
            "où est la {} avec la {} que nous avons",
        ],
        ["facture", "somme", "quittance", "banque"],
        ["livraison", "poste", "caisse", "adresse"],
    ),
    case(
        &["spa"],
        [
            "la {} no es la misma que la {}",
            "por qué tengo la {} y no la {}",
            "donde está la {} con la {} que nosotros tenemos",
        ],
        ["factura", "suma", "cuota", "tarjeta"],
        ["entrega", "mensajería", "caja", "dirección"],
    ),
    case(
        &["ita"],
        [
            "la {} non è come la {}",
            "perché ho la {} e non la {}",
            "dove è la {} con la {} che abbiamo",
        ],
        ["fattura", "somma", "ricevuta", "banca"],
        ["consegna", "spedizione", "scatola", "posta"],
    ),
    case(
        &["por"],
        [
            "a {} não é como a {}",
            "por que tenho a {} e não a {}",
            "onde está a {} com a {} que nós temos",
        ],
        ["fatura", "quantia", "conta", "tarifa"],
        ["entrega", "encomenda", "caixa", "morada"],
    ),
    case(
        &["nld"],
        [
            "de {} is niet als de {}",
            "waarom heb ik de {} en niet de {}",
            "waar is de {} met de {} die wij hebben",
        ],
        ["factuur", "betaling", "rekening", "bank"],
        ["bezorging", "koerier", "zending", "doos"],
    ),
    case(
        &["dan", "nob"],
        [
            "det er ikke min {} og ikke min {}",
            "hvor er {} og hvad med {}",
            "jeg har en {} men ikke en {}",
        ],
        ["faktura", "betaling", "regning", "bank"],
        ["pakke", "levering", "forsendelse", "adresse"],
    ),
    case(
        &["swe"],
        [
            "det är inte min {} och inte min {}",
            "jag har en {} men inte en {}",
            "var är min {} med den {} som vi hade",
        ],
        ["faktura", "betalning", "räkning", "bank"],
        ["leverans", "försändelse", "låda", "adress"],
    ),
    case(
        &["nob", "dan"],
        [
            "det er ikke min {} og ikke min {}",
            "hvorfor har jeg en {} men ikke en {}",
            "hvor er den {} med den {} som vi hadde",
        ],
        ["faktura", "betaling", "regning", "bank"],
        ["pakke", "levering", "forsendelse", "adresse"],
    ),
    case(
        &["fin"],
        [
            "se ei ole minun {} eikä minun {}",
            "missä on tämä {} ja tuo {}",
            "minulla oli {} mutta ei ole {}",
        ],
        ["lasku", "maksu", "summa", "pankki"],
        ["paketti", "kuriiri", "toimitus", "osoite"],
    ),
    case(
        &["hun"],
        [
            "ez nem az én {} és nem is az a {}",
            "miért van itt a {} és miért nincs itt a {}",
            "nekem csak {} van, de nincs {}",
        ],
        ["számla", "fizetés", "összeg", "bank"],
        ["csomag", "futár", "szállítás", "doboz"],
    ),
    case(
        &["ron"],
        [
            "aceasta nu este {} mea și nici {} mea",
            "unde este {} și de ce nu este {}",
            "am {} dar nu am {}",
        ],
        ["factura", "plata", "suma", "banca"],
        ["livrarea", "cutia", "adresa", "expedierea"],
    ),
    case(
        &["tur"],
        [
            "bu {} değil ama o {} da değil",
            "neden {} var ve neden {} yok",
            "benim için {} ile {} çok",
        ],
        ["fatura", "ödeme", "tutar", "banka"],
        ["paket", "kurye", "teslimat", "adres"],
    ),
    case(
        &["rus"],
        [
            "это не мой {} и не моя {}",
            "почему у меня есть {}, но нет {}",
            "где {} и где для меня {}",
        ],
        ["счёт", "оплата", "сумма", "банк"],
        ["посылка", "курьер", "доставка", "адрес"],
    ),
    case(
        &["ell"],
        [
            "αυτό δεν είναι το {} και δεν είναι η {}",
            "γιατί έχω {} και όχι {}",
            "πού είναι το {} με τη {} μου",
        ],
        ["τιμολόγιο", "πληρωμή", "ποσό", "τράπεζα"],
        ["δέμα", "κούριερ", "παράδοση", "διεύθυνση"],
    ),
    case(
        &["ara"],
        [
            "هذه ليست {} ولا هذا {}",
            "أين {} مع {} التي لنا",
            "لماذا هذا {} وليس {}",
        ],
        ["فاتورة", "دفعة", "مبلغ", "بنك"],
        ["طرد", "ساعي", "توصيل", "عنوان"],
    ),
    case(
        &["tam"],
        [
            "இந்த {} என் {} அல்ல",
            "அந்த {} மற்றும் {} எங்கே",
            "எனக்கு {} உள்ளது ஆனால் {} இல்லை",
        ],
        ["விலைப்பட்டியல்", "கட்டணம்", "தொகை", "வங்கி"],
        ["பொதி", "தூதர்", "விநியோகம்", "முகவரி"],
    ),
    // Without a stemmer.
    case(
        &["pol"],
        [
            "to nie jest moja {} ani moja {}",
            "dlaczego mam {} a nie mam {}",
            "gdzie jest {} i co z tą {}",
        ],
        ["faktura", "kwota", "opłata", "bank"],
        ["paczka", "dostawa", "przesyłka", "kurier"],
    ),
    // Without spaces.
    case(
        &["cmn"],
        [
            "我的{}和{}都不是这样",
            "为什么没有{}和{}",
            "你们的{}在哪里，还有{}呢",
        ],
        ["发票", "付款", "金额", "银行"],
        ["包裹", "快递", "仓库", "地址"],
    ),
    case(
        &["jpn"],
        [
            "これは{}ではなく{}です",
            "なぜ{}があり{}がないのですか",
            "私の{}はどこですか、そして{}は",
        ],
        ["請求", "料金", "金額", "銀行"],
        ["荷物", "配達", "住所", "倉庫"],
    ),
    case(
        &["tha"],
        ["{}ของฉันไม่ใช่{}", "ทำไมมี{}แต่ไม่มี{}", "{}และ{}อยู่ที่ไหน"],
        ["ใบเสร็จ", "ธนาคาร", "ราคา", "บัญชี"],
        ["พัสดุ", "กล่อง", "ไปรษณีย์", "บ้าน"],
    ),
];

/// Each ordered pair of a subject's nouns in each sentence, with the subject.
fn texts(case: &Case) -> (Vec<String>, Vec<usize>) {
    let mut texts = Vec::new();
    let mut subjects = Vec::new();
    for (subject, nouns) in case.subjects.iter().enumerate() {
        for around in case.around {
            for first in nouns {
                for second in nouns.iter().filter(|second| *second != first) {
                    texts.push(around.replacen("{}", first, 1).replacen("{}", second, 1));
                    subjects.push(subject);
                }
            }
        }
    }
    (texts, subjects)
}

#[test]
fn two_subjects_are_told_apart_and_named_in_each_language() {
    let problems: Vec<String> = CASES.iter().flat_map(problems).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

fn problems(case: &Case) -> Vec<String> {
    let (texts, subjects) = texts(case);
    let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
    let settings = ThemeSettings {
        themes: Some(2),
        ..ThemeSettings::default()
    };
    let found = find_themes(borrowed.as_slice().into(), &settings, &Unwatched).unwrap();
    let mut problems = Vec::new();
    let known = found.languages.iter().flatten();
    let known = known.filter(|code| case.codes.contains(code)).count();
    if 10 * known < 9 * texts.len() {
        problems.push(format!(
            "{:?}: {known} of {} known",
            case.codes,
            texts.len()
        ));
    }
    let themes: Vec<usize> = found
        .main_themes(texts.len())
        .into_iter()
        .map(Option::unwrap)
        .collect();
    let score = adjusted_rand_index(&subjects, &themes);
    if score < 0.9 {
        problems.push(format!("{:?}: {score}", case.codes));
    }
    for (theme, described) in found.themes.iter().enumerate() {
        let first = themes.iter().position(|&other| other == theme).unwrap();
        if !is_named_by(&case.subjects[subjects[first]], &described.label) {
            problems.push(format!("{:?}: {}", case.codes, described.label));
        }
    }
    problems
}

/// A name begins and ends with nouns of its subject.
fn is_named_by(nouns: &[&str], label: &str) -> bool {
    let name = label.to_lowercase();
    let nouns = nouns.iter().map(|noun| noun.to_lowercase());
    let starts = nouns.clone().any(|noun| name.starts_with(&noun));
    starts && nouns.into_iter().any(|noun| name.ends_with(&noun))
}

#[test]
fn a_mixed_set_has_its_languages() {
    let mixed: Vec<(String, &str)> = CASES
        .iter()
        .filter(|case| ["eng", "deu", "fra", "spa", "rus"].contains(&case.codes[0]))
        .flat_map(|case| texts(case).0.into_iter().map(|text| (text, case.codes[0])))
        .collect();
    let borrowed: Vec<&str> = mixed.iter().map(|(text, _)| text.as_str()).collect();
    let found = find_themes(
        borrowed.as_slice().into(),
        &ThemeSettings::default(),
        &Unwatched,
    )
    .unwrap();
    for ((text, code), found) in mixed.iter().zip(&found.languages) {
        assert_eq!(found, &Some(*code), "{text}");
    }
    let labels: Vec<&str> = found
        .themes
        .iter()
        .map(|theme| theme.label.as_str())
        .collect();
    assert!(labels.len() >= 5, "{labels:?}");
}
