//! The words around a number that say what it is.

/// The words shortly before a place, in lower case.
pub(super) fn context(text: &str, at: usize) -> Vec<String> {
    let mut start = at.saturating_sub(32);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let words = text[start..at]
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    words.reverse();
    words.truncate(3);
    words
}

/// Whether one of `words` is among those before a number.
pub(super) fn announces(before: &[String], words: &[&str]) -> bool {
    before.iter().any(|word| words.contains(&word.as_str()))
}

/// Whether the nearest word that says what number comes says another one than a telephone's.
pub(super) fn says_other(before: &[String]) -> bool {
    let other = |word: &&String| OTHER_NUMBERS.contains(&word.as_str());
    let telephone = |word: &&String| TELEPHONES.contains(&word.as_str());
    before
        .iter()
        .find(|word| other(word) || telephone(word))
        .is_some_and(|word| other(&word))
}

/// Whether one of the signs just before a place says that a telephone number comes.
pub(super) fn announces_unspaced(before: &str) -> bool {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_unspaced(*c) || !c.is_alphanumeric())
        .take(8)
        .last();
    start.is_some_and(|(start, _)| {
        let signs = &before[start..];
        TELEPHONES_UNSPACED.iter().any(|word| signs.contains(word))
    })
}

/// Whether a sign is of a script that puts no spaces between words: a number directly beside one stands by
/// itself.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// Words before a number that say it is not a telephone number.
#[rustfmt::skip]
pub(super) const OTHER_NUMBERS: &[&str] = &[
    "order", "purchase", "invoice", "ticket", "case", "ref", "reference", "tracking", "serial",
    "account", "isbn", "bestellung", "bestellnummer", "rechnung", "auftrag", "kundennummer",
    "commande", "facture", "pedido", "factura", "ordine", "fattura", "bestelling", "factuur",
    "id", "sku", "version", "model", "customer", "member", "membership", "client", "policy",
    "contract", "vertrag", "vertragsnummer", "contrat", "cliente", "contrato", "póliza",
    "contratto", "klant", "klantnummer", "заказ", "заказа", "договор", "договора",
    "zamówienie", "zamówienia", "objednávka", "objednávky", "vat", "iva", "btw", "tva", "moms",
    "mwst", "ust", "ustid", "ustidnr", "upc", "ean", "gtin", "imei", "iccid", "vin", "routing",
    "confirmation", "booking", "reservation", "buchung", "buchungsnummer", "reserva",
    "réservation", "parcel", "shipment", "sendung", "sendungsnummer", "colis", "paquete",
    "paket", "package", "transaction", "barcode", "part", "article", "artikel",
    "artikelnummer", "artículo", "articolo", "artigo", "item", "batch", "lot", "build",
    "release", "voucher", "coupon", "rechnungsnummer", "auftragsnummer", "meter", "zähler",
    "zählernummer", "subscription", "mitgliedsnummer", "fatura", "encomenda", "sipariş",
    "bestilling", "beställning", "tilaus", "tellimus", "objednavka", "narudžba", "rendelés",
    "comandă", "поръчка", "παραγγελία", "注文", "订单", "lote", "modelo", "modèle", "modell",
    "modello", "referencia", "referência", "référence", "referenz", "riferimento", "ordre",
    "faktura", "faktur", "boleto", "protocolo", "ärende", "pöntun", "narudžbina", "porudžbina",
    "račun", "pošiljka", "пратка", "фактура", "сметка", "замовлення", "накладна", "посылка",
    "трек", "τιμολόγιο", "számla", "užsakymas", "užsakymo", "tellimuse", "pasūtījums",
    "factură", "awb", "waybill", "paczka", "przesyłka", "zásilka", "zásielka", "balíček",
    "pakke", "pakket", "paketti", "lasku", "tilausnumero", "ordrenummer", "ordernummer",
    "bestelnummer", "伝票", "注文番号", "訂單", "smlouva", "zmluva", "umowa", "umowy", "szerződés",
    "ugovor", "pogodba", "leping", "līgums", "sutartis", "sözleşme", "overenskomst", "avtal",
    "sopimus", "rēķins", "sąskaita", "arve", "reikningur", "рахунок", "orden", "envío", "guía",
    "resit", "resi", "pesanan", "invois", "remessa", "spedizione", "zending", "verzending",
    "försändelse", "forsendelse", "lähetys", "saadetis", "sūtījums", "siunta", "kargo",
    "takip", "gönderi", "відправлення", "відстеження", "הזמנה", "משלוח", "طلب", "شحنة",
    "ऑर्डर", "रसीद", "job", "seriennummer", "serienummer",
    "matrícula", "teil", "teilenummer", "pièce", "pieza", "peça", "onderdeel", "delnummer",
    "díl",
];

/// Words before an address that say it is one.
#[rustfmt::skip]
pub(super) const MAIL: &[&str] = &[
    "mail", "email", "mails", "emails", "correo", "courriel", "adresse", "address", "write",
    "schreib", "escriba", "écrivez",
];

/// Words for a number of any kind.
#[rustfmt::skip]
pub(super) const NUMBERS: &[&str] = &[
    "number", "no", "nr", "num", "nummer", "número", "numéro", "numero", "nomor", "номер",
    "číslo", "broj", "številka", "numărul", "numeris", "numeroni", "αριθμός", "رقمي",
];

/// Words for what is one's own: my number is one's telephone's, unless something is said of it.
#[rustfmt::skip]
pub(super) const MINE: &[&str] = &[
    "my", "our", "mein", "meine", "meiner", "mi", "mon", "mio", "meu", "minha", "mijn", "min",
    "mit", "mitt", "moj", "moja", "moje", "mój", "můj", "мой", "мій", "моя", "minu", "mano",
    "mans", "saya", "μου", "numeroni", "رقمي",
];

/// Words before a number that say it is one.
#[rustfmt::skip]
pub(super) const TELEPHONES: &[&str] = &[
    "phone", "telephone", "tel", "call", "called", "mobile", "cell", "whatsapp", "sms", "fax",
    "ring", "telefon", "telefonnummer", "handy", "handynummer", "mobil", "anrufen", "anruf",
    "rückruf", "erreichbar", "reach", "joignable", "bereikbaar", "teléfono", "móvil",
    "celular", "llámame", "llame", "téléphone", "tél", "portable", "telefono", "cellulare",
    "telefone", "telefoon", "mobiel", "bellen", "bel", "dzwonić", "kontakt", "numer", "ringa",
    "natel", "cep", "telefonum", "telefòn", "arayın", "contact", "landline", "hotline", "mob",
    "gsm", "hp", "cel", "fono", "llamar", "llámenme", "telemóvel", "telemovel", "ligue",
    "appelez", "rappelez", "chiama", "chiami", "chiamami", "chiamate", "chiamatemi",
    "telefonnummeret", "telefoni", "puhelin", "puh", "soita", "sími", "hringið", "volejte",
    "zavolejte", "zavolajte", "zadzwoń", "telefonszám", "telefonszámom", "hívjon", "sunați",
    "nazovite", "pozovite", "pokličite", "mobitel", "helistage", "skambinkite", "zvaniet",
    "тел", "телефон", "телефону", "мобильный", "мобільний", "звоните", "позвоните",
    "перезвоните", "дзвоніть", "обадете", "позовите", "τηλ", "τηλέφωνο", "κινητό", "καλέστε",
    "hubungi", "telp", "gọi", "sđt", "هاتف", "جوال", "جوالي", "موبايل", "טלפון", "נייד",
];

/// The same in scripts that put no spaces between words.
#[rustfmt::skip]
const TELEPHONES_UNSPACED: &[&str] = &[
    "電話", "电话", "手机", "手機", "号码", "號碼", "携帯", "전화", "휴대폰", "핸드폰", "연락처", "โทร",
];
