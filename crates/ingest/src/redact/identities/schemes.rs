//! The schemes of identity numbers, one entry each: who gives them out, how they are written, the
//! words that announce them, and the check.

use super::checks::americas::*;
use super::checks::asia_pacific::*;
use super::checks::europe::*;
use super::checks::{any, day_first, document, german_document, luhn, mod_11_10};

/// How much a number that passes the check says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// Nothing: there is no check, or one that is no more kept to. The word must stand close.
    Form,
    /// One in ten to one in thirty other numbers pass.
    Check,
    /// Hardly one in a hundred does: two check digits, or one and a date of birth. Any word for an
    /// identity announces it.
    Sure,
}

/// A kind of number. In shapes and forms `#` is a digit, `A` a letter, `?` either, anything else itself.
pub(super) struct Scheme {
    /// Its signs without what stands between them.
    pub(super) shapes: &'static [&'static str],
    /// As only this scheme is written: needs no word.
    pub(super) alone: &'static [&'static str],
    /// Words that announce it, in lower case; with a star a word may go on, in capitals it must be so
    /// (“SIN” is “without” in Spanish, “DNI” days in Polish).
    pub(super) words: &'static [&'static str],
    /// The check; of signs that have one of the shapes.
    pub(super) holds: fn(&[u8]) -> bool,
    pub(super) trust: Trust,
}

const fn scheme(
    trust: Trust,
    holds: fn(&[u8]) -> bool,
    shapes: &'static [&'static str],
    alone: &'static [&'static str],
    words: &'static [&'static str],
) -> Scheme {
    Scheme {
        shapes,
        alone,
        words,
        holds,
        trust,
    }
}

use Trust::{Check, Form, Sure};

/// By continent and language. Each check's source is the office that gives the numbers out, as named.
#[rustfmt::skip]
pub(super) static SCHEMES: &[Scheme] = &[
    // United States: Social Security Administration, “Social Security Number Randomization” (2011).
    scheme(Form, ssn, &["#########"], &["###-##-####"],
        &["ssn", "ssns", "social security", "soc sec", "my social", "social is", "ss number", "ss no"]),
    // Internal Revenue Service, Publication 1915 (ITIN).
    scheme(Form, itin, &["#########"], &["###-##-####"], &["itin", "taxpayer identification", "tax id"]),
    // Canada: Employment and Social Development, Social Insurance Number; Luhn.
    scheme(Check, luhn, &["#########"], &[],
        &["SIN", "my sin", "sin number", "sin no", "social insurance", "NAS", "mon nas", "assurance sociale"]),
    // United Kingdom: HM Revenue & Customs, NIM39110 (National Insurance numbers).
    scheme(Form, nino, &["AA######A"], &["AA######A", "AA ## ## ## A", "AA ###### A", "AA-##-##-##-A"],
        &["nino", "ni number", "ni no", "NI", "national insurance", "nat ins", "insurance number"]),
    // NHS Data Dictionary, NHS number.
    scheme(Check, nhs, &["##########"], &[], &["nhs"]),
    // DVLA, driver number.
    scheme(Form, driver_number, &["AAAAA######?????", "AAAA9######?????", "AAA99######?????"],
        &["AAAAA######AA#AA", "AAAA9######AA#AA", "AAA99######AA#AA", "AAAAA######A9#AA", "AAAAA ###### AA#AA", "AAAAA ###### A9#AA"], DRIVING),
    // Ireland: Department of Social Protection, PPS number (modulo 23).
    scheme(Check, pps, &["#######A", "#######AA"], &[], &["pps", "ppsn", "pps number", "personal public service"]),
    // Australia: Australian Taxation Office, tax file number; Services Australia, Medicare.
    scheme(Check, tfn, &["#########"], &[], &["tfn", "tax file"]),
    scheme(Check, medicare, &["##########", "###########"], &[], &["medicare"]),

    // Germany: Bundeszentralamt für Steuern, identification number; ISO 7064.
    scheme(Check, german_tax, &["###########"], &[],
        &["steuer id*", "steuerid*", "steuerident*", "steuerliche ident*", "steuer ident*", "idnr", "id nr", "steuernummer*", "steuer nr", "identifikationsnummer", "tin", "tax id"]),
    // Deutsche Rentenversicherung, VKVV § 4.
    scheme(Sure, german_pension, &["########A###"], &["########A###", "## ###### A ###", "##-######-A-###"],
        &["sozialversicherung*", "rentenversicherung*", "sv nummer", "versicherungsnummer", "rv nummer", "svnr"]),
    // Personalausweisverordnung, serial number.
    scheme(Form, german_document, &["?????????", "??????????"], &[],
        &["personalausweis*", "reisepass*", "passnummer", "ausweisnummer", "ausweis nr", "perso"]),
    // Austria: Dachverband der Sozialversicherungsträger.
    scheme(Sure, austrian, &["##########"], &[],
        &["sv nummer", "sv nr", "svnr", "sozialversicherung*", "versicherungsnummer", "vers nr", "vsnr", "versicherungsnr", "SVN", "e card"]),
    // Switzerland: Zentrale Ausgleichsstelle, AHV number (EAN-13).
    scheme(Check, swiss, &["756##########"], &["756.####.####.##"],
        &["ahv", "avs", "navs", "ahvn13", "sozialversicherung*", "versichertennummer", "assuré*", "assicurato"]),
    // France: INSEE, numéro d'inscription au répertoire (modulo 97).
    scheme(Sure, french, &["###############", "#####2A########", "#####2B########"],
        &["# ## ## ## ### ### ##", "# ## ## ## ### ###-##", "############# ##", "# ## ## 2A ### ### ##", "# ## ## 2B ### ### ##"],
        &["sécurité sociale", "securite sociale", "sécu", "secu", "nir", "vitale", "assuré*", "insee"]),
    // Spain: Ministerio del Interior, DNI and NIE (modulo 23).
    scheme(Check, spanish, &["########A"], &["########A", "########-A", "##.###.###-A", "##.###.###A", "##.###.### A"], DNI),
    scheme(Check, spanish, &["X#######A", "Y#######A", "Z#######A"],
        &["X#######A", "Y#######A", "Z#######A", "X-#######-A", "Y-#######-A", "Z-#######-A", "X-#######A", "Y-#######A", "Z-#######A"],
        &["NIE", "mi nie", "nie es", "el nie", "nif", "extranjero", "extranjera"]),
    // Italy: Agenzia delle Entrate, DM 23 December 1976 (codice fiscale).
    scheme(Sure, italian, &["AAAAAA??A??A???A"], &["AAAAAA??A??A???A", "AAA AAA ??A?? A???A", "AAAAAA ??A?? A???A", "AAA AAA ??A??A???A"],
        &["codice fiscale", "codicefiscale", "cf", "cod fisc", "cod fiscale"]),
    // Portugal: Autoridade Tributária, NIF; Instituto dos Registos e do Notariado, cartão de cidadão.
    scheme(Check, portuguese, &["#########"], &[], &["nif", "contribuinte", "número fiscal", "numero fiscal", "identificação fiscal"]),
    scheme(Check, portuguese_card, &["#########AA#"], &["########-#-AA#", "######## # AA#"], &["cartão de cidadão", "cidadão", "cidadao", "cc"]),
    // Netherlands: Rijksdienst voor Identiteitsgegevens, burgerservicenummer (eleven test).
    scheme(Check, dutch, &["#########"], &[], &["bsn", "bsnnummer", "burgerservice*", "burger service*", "sofinummer", "sofi"]),
    // Belgium: Rijksregister / Registre national (modulo 97).
    scheme(Sure, belgian, &["###########"], &["##.##.##-###.##", "##.##.##-###-##", "##.##.## ###.##"],
        &["rijksreg*", "rr", "insz", "rrn", "niss", "registre national", "numéro national", "numero national", "nationaal nummer", "nationalregister*"]),
    // Sweden: Skatteverket, SKV 704 (personnummer, samordningsnummer).
    scheme(Check, swedish, &["##########"], &["######-####", "######+####"], &[]),
    scheme(Check, swedish_with_century, &["############"], &["########-####"], &[]),
    scheme(Check, swedish_of_any_kind, &["##########", "############"], &[],
        &["personnummer*", "personnr", "person nr", "persnr", "pers nr", "pnr", "samordningsnummer*", "personal number", "bankid"]),
    // Norway: Skatteetaten, fødselsnummer and D-number.
    scheme(Sure, norwegian, &["###########"], &["###### #####", "######-#####"],
        &["fødselsnummer*", "fodselsnummer*", "fnr", "fødselsnr", "personnummer*", "personnr", "d nummer*", "dnummer*"]),
    // Denmark: CPR-kontoret, “Personnummeret i CPR”; the check is not kept to since 2007.
    scheme(Check, danish, &["##########"], &["######-####"], &[]),
    scheme(Form, day_first, &["##########"], &[], &["cpr", "cprnr", "cprnummer*", "personnummer*", "personnr"]),
    // Finland: Digital and Population Data Services Agency, personal identity code (modulo 31).
    scheme(Sure, finnish, &["#########?", "######A###?"], &["######-###?", "######+###?", "######A###?"],
        &["henkilötunnu*", "henkilotunnu*", "hetu*", "sotu*", "sosiaaliturvatunnu*", "personbeteckning*"]),
    // Iceland: Þjóðskrá, kennitala.
    scheme(Check, icelandic, &["##########"], &["######-####"], &["kennital*", "kt"]),
    // Poland: Ministry of Digital Affairs, PESEL; identity card.
    scheme(Sure, pesel, &["###########"], &[], &["pesel*"]),
    scheme(Check, polish_card, &["AAA######"], &[], &["dowód*", "dowod*", "dowodu"]),
    // Czechia, Slovakia: Act 133/2000, Act 301/1995 (rodné číslo).
    scheme(Check, birth_number, &["##########"], &["######/####"], BIRTH_NUMBER),
    scheme(Form, birth_number, &["#########"], &[], BIRTH_NUMBER),
    // Hungary: Act XX of 1996, TAJ and adóazonosító jel.
    scheme(Check, taj, &["#########"], &[], &["taj*", "társadalombiztosítási*", "tb szám*"]),
    scheme(Check, hungarian_tax, &["##########"], &[], &["adóazonosító*", "adoazonosito*", "adószám*"]),
    scheme(Form, any, &["######AA"], &[], &["személyi*", "személyi igazolvány*", "igazolvány*", "igazolványszám*"]),
    // Romania: Law 105/1996 (CNP).
    scheme(Sure, cnp, &["#############"], &[], &["cnp", "numeric personal"]),
    // Bulgaria: GRAO, uniform civil number.
    scheme(Sure, egn, &["##########"], &[], &["егн", "egn", "граждански номер"]),
    // Croatia: Tax Administration, OIB; ISO 7064.
    scheme(Check, mod_11_10, &["###########"], &[], &["oib*", "identifikacijski broj"]),
    // Slovenia, Serbia, Bosnia, Montenegro, North Macedonia: JMBG.
    scheme(Sure, jmbg, &["#############"], &[],
        &["jmbg*", "jmb", "emšo", "emso", "јмбг*", "ембг", "matični broj", "maticni broj", "матични број"]),
    // Greece: IDIKA, AMKA; AADE, AFM.
    scheme(Sure, amka, &["###########"], &[], &["αμκα", "amka"]),
    scheme(Check, afm, &["#########"], &[], &["αφμ", "afm"]),
    // Türkiye: Nüfus ve Vatandaşlık İşleri, T.C. kimlik numarası.
    scheme(Sure, turkish, &["###########"], &[], &["kimlik*", "tc", "tckn", "tckimlik*", "vatandaşlık*"]),
    // Russia: Social Fund, SNILS (modulo 101); Federal Tax Service, INN; passports have no check.
    scheme(Check, snils, &["###########"], &["###-###-### ##", "###-###-###-##"], &["снилс*", "snils"]),
    scheme(Check, inn, &["############"], &[], &["инн", "inn"]),
    scheme(Form, any, &["##########"], &[], &["паспорт*", "серия и номер"]),
    // Ukraine: State Tax Service, registration number of a taxpayer.
    scheme(Check, ukrainian, &["##########"], &[],
        &["іпн", "рнокпп", "ідентифікаційний*", "податковий номер", "інн", "ідентифікаційний код", "идентификационный код", "ипн"]),
    // Estonia: EVS 585; Lithuania: Residents' Register Service (isikukood, asmens kodas).
    scheme(Sure, baltic, &["###########"], &[], &["isikukood*", "id kood*", "IK", "asmens kod*", "ak"]),
    // Latvia: Office of Citizenship and Migration Affairs, personas kods.
    scheme(Check, latvian, &["###########"], &["######-#####"], LATVIAN),
    scheme(Form, any, &["32#########"], &[], LATVIAN),

    // Israel: Population and Immigration Authority, mispar zehut; Luhn.
    scheme(Check, luhn, &["#########"], &[],
        &["תז", "תעודת זהות", "זהות", "teudat zehut", "israeli id", "israel id", "tz"]),
    // South Africa: Identification Act 68 of 1997.
    scheme(Sure, south_african, &["#############"], &[], &["sa id", "rsa id", "african id", "identity"]),
    // United Arab Emirates: Emirates ID. Pakistan: NADRA, CNIC.
    scheme(Check, luhn, &["784############"], &["784-####-#######-#"], &["emirates id", "eid", "هوية", "الهوية"]),
    scheme(Form, any, &["#############"], &["#####-#######-#"], &["cnic", "nicop", "nadra", "شناختی کارڈ"]),
    // India: UIDAI, Aadhaar (Verhoeff); Income Tax Department, PAN.
    scheme(Check, aadhaar, &["############"], &[], &["aadhaar", "aadhar", "adhar", "adhaar", "uidai", "आधार"]),
    scheme(Form, pan, &["AAAAA####A"], &["AAAAA####A"], &["pan", "PAN", "पैन"]),
    // China: GB 11643-1999.
    scheme(Sure, chinese, &["##################", "#################X"], &["##################", "#################X", "###### ######## ####", "###### ######## ###X"],
        &["身份证", "身份證", "身分證", "証件", "证件", "chinese id"]),
    // Hong Kong: Immigration Department, identity card.
    scheme(Check, hong_kong, &["A######?", "AA######?"], &["A######(?)", "AA######(?)"],
        &["hkid*", "hk id", "hong kong id", "香港身份證", "身份證", "身份证"]),
    // Taiwan: Ministry of the Interior, national identification card.
    scheme(Check, taiwanese, &["A#########"], &[], &["身分證", "身份證", "身份证", "身分证", "居留證", "taiwan id", "taiwanese id", "taiwan arc"]),
    // South Korea: Ministry of the Interior and Safety, resident registration number.
    scheme(Check, korean, &["#############"], &["######-#######"], KOREAN),
    scheme(Form, korean_birthday, &["#############"], &[], KOREAN),
    // Japan: Digital Agency, ordinance 85 of 2014 § 5 (My Number).
    scheme(Check, japanese, &["############"], &[],
        &["マイナンバー", "個人番号", "mynumber", "My Number", "individual number", "ナンバー"]),
    // Singapore: Immigration & Checkpoints Authority, NRIC and FIN.
    scheme(Check, singaporean, &["A#######A"], &["A#######A"], &["nric", "FIN", "IC", "my ic", "ic number", "ic no", "singpass", "fin number"]),
    // Malaysia: National Registration Department, MyKad.
    scheme(Form, mykad, &["############"], &["######-##-####"],
        &["mykad", "nric", "kad pengenalan", "IC", "ic saya", "no ic", "ic no", "my ic", "ic number", "nombor ic", "kp"]),
    // Indonesia: Dukcapil, NIK; Direktorat Jenderal Pajak, NPWP.
    scheme(Form, nik, &["################"], &[], &["nik", "ktp", "induk kependudukan", "kependudukan"]),
    scheme(Check, npwp, &["###############"], &["##.###.###.#-###.###"], &["npwp"]),
    // Thailand: Department of Provincial Administration.
    scheme(Check, thai, &["#############"], &["#-####-#####-##-#", "# #### ##### ## #"], &["ประชาชน", "บัตรประชาชน", "thai id", "thailand id"]),

    // Brazil: Receita Federal, CPF and CNPJ.
    scheme(Sure, cpf, &["###########"], &["###.###.###-##"], &["cpf", "cpfs", "cic"]),
    scheme(Sure, cnpj, &["############??", "????????????##"], &["##.###.###/####-##", "??.???.???/????-##"], &["cnpj", "cnpjs"]),
    // Mexico: RENAPO, CURP; SAT, RFC.
    scheme(Sure, curp, &["AAAA######AAAAAA?#"], &["AAAA######AAAAAA?#"], &["curp"]),
    scheme(Check, rfc_checked, &["AAAA######???"], &["AAAA######???", "AAAA-######-???"], &[]),
    scheme(Form, rfc, &["AAAA######???"], &[], &["rfc"]),
    // Argentina: ARCA, CUIT and CUIL; RENAPER, DNI, which has no check, as in Peru (RENIEC).
    scheme(Check, cuit, &["###########"], &["##-########-#"], &["cuit", "cuil", "cuit cuil"]),
    scheme(Form, any, &["########", "#######"], &[], DNI),
    // Peru: SUNAT, RUC.
    scheme(Check, ruc, &["###########"], &[], &["ruc"]),
    // Chile: Servicio de Registro Civil, RUN; Servicio de Impuestos Internos, RUT.
    scheme(Check, rut, &["########?", "#######?"], &["##.###.###-?", "#.###.###-?"], &["rut", "RUN", "mi run", "cédula"]),
    // Colombia: Registraduría Nacional, cédula de ciudadanía, without a check; DIAN, NIT.
    scheme(Form, any, &["##########", "########", "#######"], &[],
        &["cédula", "cedula", "CC", "cc no", "ciudadanía", "ciudadania", "cédula de identidad"]),
    scheme(Check, nit, &["##########"], &[], &["NIT", "nit"]),
    // Ecuador: Registro Civil. Uruguay: Dirección Nacional de Identificación Civil. Venezuela: SAIME.
    scheme(Check, ecuadorian, &["##########"], &[], &["cédula", "cedula", "CI"]),
    scheme(Check, uruguayan, &["########", "#######"], &["#.###.###-#"], &["cédula", "cedula", "CI", "documento"]),

    // Passports (ICAO 9303: up to nine signs) and driving licences: only after their word.
    scheme(Form, document, &["#######", "########", "#########", "A#######", "A########", "AA#######", "AA######", "AAA######", "##AA#####", "AAAA#####"],
        &[], PASSPORT),
    scheme(Form, document, &["########", "#########", "##########", "############", "A#######", "A########", "A############", "AA#######A", "A###A######", "A###A#####", "AAA######", "AA######"],
        &[], DRIVING),
];

const DNI: &[&str] = &[
    "dni",
    "DNI",
    "nif",
    "documento de identidad",
    "documento nacional",
    "nacional de identidad",
    "mi documento",
    "mi número de documento",
];

const BIRTH_NUMBER: &[&str] = &["rodn* čísl*", "rodn* cisl*", "rč", "rc", "rod č", "rodné č"];

const LATVIAN: &[&str] = &["personas kod*", "pk"];

const KOREAN: &[&str] = &[
    "주민등록번호",
    "주민번호",
    "주민등록",
    "외국인등록번호",
    "resident registration",
    "rrn",
];

const PASSPORT: &[&str] = &[
    "passport",
    "passports",
    "reisepass*",
    "passeport",
    "pasaporte",
    "passaporto",
    "passaporte",
    "paspoort*",
    "paszport*",
    "pas nr",
    "passnummer",
    "passi",
    "passin",
    "pass nr",
    "cestovní pas*",
    "útlevél*",
    "pașaport*",
    "pasaport*",
    "putovnic*",
    "διαβατήριο*",
    "паспорт*",
    "загранпаспорт*",
    "דרכון",
    "جواز",
    "पासपोर्ट",
    "护照",
    "護照",
    "パスポート",
    "旅券",
    "여권",
    "paspor",
    "หนังสือเดินทาง",
    "hộ chiếu",
];

const DRIVING: &[&str] = &[
    "driving licence",
    "driving license",
    "driver licence",
    "driver license",
    "drivers licence",
    "drivers license",
    "driver s licence",
    "driver s license",
    "dl number",
    "dl no",
    "licence number",
    "driver number",
    "führerschein*",
    "permis de conduire",
    "permiso de conducir",
    "carnet de conducir",
    "licencia de conducir",
    "patente di guida",
    "carta de condução",
    "cnh",
    "rijbewijs*",
    "körkort*",
    "førerkort*",
    "kørekort*",
    "ajokort*",
    "prawo jazdy",
    "prawa jazdy",
    "řidičsk*",
    "vodičsk*",
    "jogosítvány*",
    "permis auto",
    "vozačk*",
    "водительск*",
    "ehliyet*",
    "驾驶证",
    "駕照",
    "免許証",
    "免許",
    "운전면허",
    "sim ku",
];
