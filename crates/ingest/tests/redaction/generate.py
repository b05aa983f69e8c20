"""Writes cases.txt: sentences with contact data of invented people marked {kind:…}, and sentences
with numbers that are none. Run it in this folder; the same file comes out each time.

Numbers are from ranges that regulators keep for fiction where there are such, otherwise invented.
"""

import random

RANDOM = random.Random(20260301)

# country: (sentences with a place for a number, numbers as people there write them)
PHONES = {
    "DE": (["Bitte rufen Sie mich unter {} zurück.", "Meine Nummer ist {}, danke!", "Tel. {} (abends)", "Erreichbar: {}"],
           ["030 23125 014", "+49 30 23125014", "0170 1234567", "0171/1234567", "+49 (0)221 4710999", "089-99998-123", "0049 69 90009123", "0211 / 5669 123"]),
    "FR": (["Rappelez-moi au {} svp.", "Mon numéro : {}", "Joignable au {} après 18 h", "tél {}"],
           ["06 39 98 12 34", "01.99.00.12.34", "+33 1 99 00 12 34", "0639981234", "+33639981234", "02-61-91-12-34", "0033 6 39 98 12 34"]),
    "UK": (["Call me on {} please", "my number's {} if you need it", "Phone: {}", "I rang from {} twice"],
           ["020 7946 0123", "07700 900123", "+44 20 7946 0456", "+44 7700 900456", "0161 496 0123", "(0131) 496 0456", "07700900789"]),
    "US": (["Call me at {}.", "my cell is {}", "Phone {} after 5pm", "You can text {} anytime"],
           ["(415) 555-0132", "415-555-0133", "415.555.0134", "+1 415 555 0135", "1-800-555-0136", "4155550137", "+1 (212) 555-0138"]),
    "ES": (["Llámame al {} por favor", "Mi teléfono es {}", "Móvil: {}", "WhatsApp {}"],
           ["612 345 678", "+34 612 345 678", "91 123 45 67", "612345678", "+34911234567", "0034 612 34 56 78"]),
    "IT": (["Mi chiami al {} grazie", "Il mio cellulare è {}", "Telefono: {}", "tel. {}"],
           ["06 1234 5678", "+39 333 123 4567", "333 1234567", "02/12345678", "+39 06 12345678", "347-1234567"]),
    "NL": (["Bel mij op {} aub", "Mijn nummer is {}", "Tel: {}", "mobiel {}"],
           ["06-12345678", "020 123 4567", "+31 6 12345678", "0612345678", "+31 (0)20 123 4567", "0031 20 123 4567"]),
    "PL": (["Proszę dzwonić: {}", "Mój telefon {}", "tel. {} po 17", "Kontakt: {}"],
           ["+48 601 234 567", "tel 601 234 567", "+48601234567", "22 123 45 67", "601-234-567"]),
    "BR": (["Me liga no {}", "Meu telefone é {}", "Celular: {}", "Zap {}"],
           ["(11) 91234-5678", "+55 11 91234-5678", "(21) 2345-6789", "11 91234-5678", "+5511912345678"]),
    "IN": (["Please call {}", "my mobile {}", "Contact no. {}", "reach me on {} sir"],
           ["98765 43210", "+91 98765 43210", "09876543210", "+91-9876543210", "022 2345 6789"]),
    "AU": (["Ring me on {}", "My mobile is {}", "Phone {} bh", "call {} arvo"],
           ["0491 570 156", "+61 491 570 156", "(02) 5550 1234", "02 5550 1234", "+61 2 5550 1234", "0491570156"]),
    "JP": (["電話は{}です", "連絡先: {}", "{} にお電話ください", "TEL {}"],
           ["03-1234-5678", "090-1234-5678", "+81 3-1234-5678", "+81 90 1234 5678", "0120-123-456"]),
    "SE": (["Ring mig på {}", "Mitt nummer är {}", "Tel {}", "mobil {}"],
           ["070-174 06 05", "+46 70 174 06 05", "08-465 004 12", "0701740605", "+46 8 465 004 12"]),
    "CH": (["Rufen Sie {} an", "Natel {}", "Tel. {}", "Unter {} erreichbar"],
           ["044 668 18 00", "+41 44 668 18 00", "079 123 45 67", "+41791234567", "0041 44 668 18 00"]),
    "TR": (["Beni {} numarasından arayın", "Telefonum {}", "Cep: {}", "Tel {}"],
           ["0532 123 45 67", "+90 532 123 45 67", "(0212) 123 45 67", "05321234567"]),
    "ZA": (["Call me on {}", "My number is {}", "Cell {}", "tel {}"],
           ["082 123 4567", "+27 82 123 4567", "(011) 123 4567", "0821234567"]),
}

EMAILS = ["jo.smith@example.org", "Anna-Lena.Müller@beispiel.example", "m.rossi+shop@posta.example.it", "o'neil@mail.example.ie",
          "j_doe99@sub.mail.example.co.uk", "ÜMIT@örnek.example", "info@xn--bcher-kva.example", "a1@b2.example", "первый@почта.example",
          "first.last@very-long-company-name.example.com", "SALES@EXAMPLE.COM", "x.y.z@example.museum"]
EMAIL_SENTENCES = ["Write to {} please", "mail: {}.", "my address ({}) changed", "Bitte an {}, danke", "<{}> bounced", "contact {}; no answer", "{}"]

IBANS = ["DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606", "ES9121000418450200051332", "IT60X0542811101000000123456",
         "NL91ABNA0417164300", "PL61109010140000071219812874", "CH9300762011623852957", "SE4550000000058398257466", "AT611904300234573201",
         "BE68539007547034", "DK5000400440116243", "NO9386011117947", "TR330006100519786457841326", "PT50000201231234567890154", "BR9700360305000010009795493P1"]
CARDS = ["4111111111111111", "5555555555554444", "378282246310005", "6011111111111117", "3530111333300000", "30569309025904", "4000056655665556", "5200828282828210"]
IPS = ["192.168.10.21", "81.2.69.142", "203.0.113.77", "2001:db8::8a2e:370:7334", "fe80::1ff:fe23:4567:890a", "198.51.100.23", "2001:db8:85a3:0:0:8a2e:370:7334"]

NUMBERS = {
    "order": ["113542617735902", "00004587345", "2024-0012345", "700123456", "PO 4500123456", "#83921047"],
    "date": ["2021-03-04 12:30:45", "22.04.2015", "03/04/2021 10:15", "20150422", "1.1.2020-31.12.2020", "2019-2020"],
    "price": ["1,234,567.89", "12 345 678 EUR", "1.299,00 €", "$1,200,300", "USD 12345678", "99.99"],
    "version": ["10.0.19041.1", "v2.0.1.5", "4.12.0-rc1", "2023.11.04", "91.2.3.4"],
    "other": ["978-3-16-148410-0", "52.5200, 13.4050", "1398138810", "4006381333931", "DE123456789", "1Z999AA10123456784", "12345-6789", "300 x 400 x 1200", "16:9:4", "1 000 000"],
}
HARD = {
    "order": ["My order {} never came", "Bestellnummer {} fehlt", "commande {} perdue", "pedido {} no llega", "ticket {} is open", "ordine {} in ritardo", "Auftrag {} storniert"],
    "date": ["It broke on {}", "seit {} geht nichts", "depuis le {} rien", "between {} it was fine"],
    "price": ["It cost {} in total", "Die Rechnung war {}", "they charged {} twice", "facture de {}"],
    "version": ["Since version {} it crashes", "I run version {} here", "nach Update auf Version {}", "installed version {} today"],
    "other": ["The code is ISBN {}", "serial {} on the box", "item id {} is wrong", "reference {} in the letter", "model {} is great"],
}
PLAIN = ["I waited 3 weeks and 2 days, 24/7 support is a joke", "10-15 people tried it, 1-2-3 and done", "The 2019-2020 plan had 300GB, now 99.99 %",
         "@support you @ me never", "4111 1111 1111 1112 has a wrong check digit", "GB29NWBK60161331926818 fails the check",
         "std::vec and a::b::c are code", "At 12:30:45:00 the video froze", "rows 100 200 300 and 1 2 3 4 5 6 7 8 9", "90 % of 1200 users in 2023, 45 of 60",
         "It was 5 to 1 on 2024-02-29, 23:59", "dimension 1920x1080, 60 fps, 4:3", "call it what you will, 2 of 3 failed", "phone support took 45 minutes on 3 occasions"]


def grouped(text, size):
    return " ".join(text[i : i + size] for i in range(0, len(text), size))


def main():
    lines = []
    for country, (sentences, numbers) in PHONES.items():
        for number in numbers:
            for sentence in RANDOM.sample(sentences, 2):
                prefix, _, bare = number.rpartition("tel ")
                lines.append((country, sentence.format(prefix + "{phone:" + bare + "}")))
    for address in EMAILS:
        for sentence in RANDOM.sample(EMAIL_SENTENCES, 4):
            lines.append(("--", sentence.format("{email:" + address + "}")))
    for iban in IBANS:
        lines.append((iban[:2], f"IBAN {{iban:{iban}}} please"))
        lines.append((iban[:2], f"Konto: {{iban:{grouped(iban, 4)}}}, danke"))
    for card in CARDS:
        lines.append(("--", f"card {{card:{card}}} declined"))
        if len(card) == 16:
            lines.append(("--", f"my Visa {{card:{grouped(card, 4)}}} expired"))
            lines.append(("--", f"paid with {{card:{grouped(card, 4).replace(' ', '-')}}}"))
    for address in IPS:
        lines.append(("--", f"from {{ip:{address}}} I get an error"))
        lines.append(("--", f"blocked: {{ip:{address}}}, why?"))
    for kind, numbers in NUMBERS.items():
        for number in numbers:
            for sentence in RANDOM.sample(HARD[kind], 3):
                lines.append(("no", sentence.format(number)))
    lines.extend(("no", sentence) for sentence in PLAIN)
    with open("cases.txt", "w", encoding="utf-8") as out:
        for country, line in lines:
            out.write(f"{country}\t{line}\n")


main()
