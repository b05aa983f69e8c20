//! The part that words play in a name.

use std::collections::HashMap;

use super::is_of_a_letter;
use crate::text::language::{LANGUAGES, function_words};
use crate::text::words::Words;

/// The part that a word plays in the name of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// It says something by itself.
    Content,
    /// It is no name by itself, but may be part of one: "delivery time".
    Vague,
    /// It may begin a name or stand within one, and turns its sense: "not working", "no refund".
    Negation,
    /// It may stand within a name: "price per seat".
    Link,
    /// It may stand within a name, which is better without it: "track my order".
    Article,
    /// It is part of no name.
    Empty,
}

/// The part of each distinct word, by the languages that the texts are written in.
///
/// Where no language is plain, the words of all count.
pub(crate) fn parts(words: &Words, texts: &[usize]) -> Vec<Part> {
    let functions = function_words(words, texts);
    let listed = listed(functions.languages);
    words
        .distinct()
        .iter()
        .zip(functions.serving)
        .map(|(word, serving)| match listed.get(word.as_str()) {
            _ if is_of_a_letter(word) => Part::Empty,
            Some(&part) => part,
            None if serving => Part::Empty,
            None if is_adverb(word, functions.languages) => Part::Vague,
            None => Part::Content,
        })
        .collect()
}

/// "Extremely" and "absolutamente" are no names.
fn is_adverb(word: &str, languages: u64) -> bool {
    const NOUNS: &[&str] = &[
        "anomaly",
        "apply",
        "assembly",
        "belly",
        "bully",
        "butterfly",
        "comply",
        "family",
        "friendly",
        "imply",
        "italy",
        "jelly",
        "melancholy",
        "monopoly",
        "multiply",
        "rally",
        "reply",
        "supply",
        "tally",
    ];
    let spoken = |code: &str| languages & bit(code) != 0;
    word.chars().nth(4).is_some()
        && ((spoken("eng") && word.ends_with("ly") && !NOUNS.contains(&word))
            || (word.ends_with("mente") && ["spa", "ita", "por"].into_iter().any(spoken)))
}

/// The bit of a language.
fn bit(code: &str) -> u64 {
    let index = LANGUAGES.iter().position(|language| language.code == code);
    index.map_or(0, |index| 1_u64 << index)
}

/// The words of the lists of some languages, given as bits; of no language, those of all.
fn listed(languages: u64) -> HashMap<&'static str, Part> {
    let mut listed = HashMap::new();
    // The first language in which a word has a part decides.
    for &(code, part, list) in LISTS {
        if languages == 0 || languages & bit(code) != 0 {
            for word in list.split_whitespace() {
                listed.entry(word).or_insert(part);
            }
        }
    }
    listed
}

const LISTS: &[(&str, Part, &str)] = &[
    (
        "eng",
        Part::Negation,
        "not no never cannot can't cant don't dont doesn't doesnt didn't didnt won't wont isn't isnt
        wasn't wasnt aren't arent couldn't couldnt wouldn't wouldnt hasn't hasnt haven't havent
        without too",
    ),
    (
        "eng",
        Part::Link,
        "of to for per with in on from by at up off out over into between after before against
        during via than is are was were",
    ),
    (
        "eng",
        Part::Article,
        "the a an my our your their its this these and",
    ),
    (
        "eng",
        Part::Empty,
        "want wants wanted wanting need needs needed needing know knows knew known knowing tell
        told         telling say says said saying get gets got getting gotten give gives gave
        given giving make         makes made making take takes took taken taking go goes going
        gone went come comes came coming         see sees saw seen seeing look looks looked
        looking think thinks thought use uses used using         try tries tried trying like likes
        liked let lets ask asks asked asking able possible sure         way ways thing things
        stuff kind sort one two three four five six seven eight nine ten
        eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
        fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions dozen many few several
        same very well put seem seems seemed sent send         happen happens happened happening
        regarding related concerning being feel feels felt         gonna wanna gotta mean means
        guess suppose wish believe understand         whatever whoever anyway besides instead else
        enough around         definitely absolutely totally literally obviously honestly probably
        completely exactly         usually normally generally specifically especially currently
        recently finally suddenly         pretty super mainly mostly almost nearly         ll ve
        re couple mr mrs ms vs versus         fuck fucking fucked shit damn damned goddamn bloody
        hell crap ur regardless overall anytime whenever wherever needless hence thus owing ought
        nothing something anything everything somebody anybody everybody somewhere anywhere
        everywhere nowhere th st nd rd hello expect expects expected expecting seriously rt otherwise
        either least whether unless anymore apart aside ahead across behind somehow beside beneath upon onto toward towards among
        along within inside outside till til thru",
    ),
    (
        "eng",
        Part::Vague,
        "work works worked working problem problems issue issues question questions find found help
        helps helped helping time times day days week weeks month months year years today yesterday
        tomorrow morning afternoon evening night advance person people new old big small good great
        nice bad best better worse worst awesome amazing excellent perfect wonderful terrible horrible
        awful cool weird funny fun little wrong right first second last next back far long set
        keep keeps kept change changed changing start started add added show shows showing run runs
        running call called different correct part parts whole entire others someone lot end ended
        place point idea example experience love loved hate happy glad sorry excited interested
        hard easy interesting important special true false full real
        done ever hope hoping mine unable setting continue continues multiple ago
        soon early late senior junior engineer engineers analyst analysts officer officers manager
        managers consultant consultants administrator administrators coordinator coordinators
        specialist specialists director directors supervisor supervisors",
    ),
    (
        "deu",
        Part::Negation,
        "nicht kein keine keinen keiner nie niemals ohne",
    ),
    (
        "deu",
        Part::Link,
        "von zu für mit in im am an auf bei beim aus nach vor über unter zum zur pro zwischen ist sind war waren",
    ),
    (
        "deu",
        Part::Article,
        "der die das den dem des ein eine einer einen einem eines und mein meine meinen unsere unser",
    ),
    (
        "deu",
        Part::Empty,
        "sein haben werden können müssen sollen wollen machen macht gemacht geben gehen geht kommen
        kommt sehen finden findet sagen sehr mehr immer wirklich etwas alles viel viele ganz
        einfach         schon leider mal gibt wurde wurden hatte hatten möchte möchten konnte
        konnten hätte         hätten wäre wären gerne sowie genau ziemlich bereits außerdem
        allerdings jedoch obwohl         insgesamt bekommen bekam tun lassen lässt scheint eben
        halt eigentlich natürlich vielleicht         würde brauche brauchen bitte sogar beim
        besonders absolut diese dieser dieses diesem diesen jede jeder jedes jemand niemand nichts
        irgendwie etwa ungefähr fast nur noch wieder dann jetzt hier dort dabei damit daran darauf
        dafür davon dazu trotzdem wieso warum weshalb welche welcher welches nie jemals selbst
        zumindest völlig total äußerst extrem tatsächlich definitiv mehrere je
        darüber dass hätten sollten sollte könnte könnten wollte erst paar zwar darin",
    ),
    (
        "deu",
        Part::Vague,
        "gut gute guter gutes guten neue neuen neuer schlecht schlechte morgen tag abend große
        großer         großes großen toll tolle tolles toller schön schöne erste ersten erster
        letzte problem         probleme frage fragen jahr jahre woche monat zeit hallo beste
        besten fantastisch fantastische wunderbar wunderbare hervorragend hervorragende
        ausgezeichnet ausgezeichnete perfekt perfekte einfach schwierig leicht nützlich hilfreich
        super sache sachen ding dinge einzige einziger weitere weiteren fall neu",
    ),
    ("spa", Part::Negation, "no nunca sin"),
    ("spa", Part::Link, "de del para por con en a al entre es son está"),
    ("spa", Part::Article, "el la los las un una mi su nuestro nuestra y este esta estos estas ese esa nuestros
        nuestras sus tu tus"),
    (
        "spa",
        Part::Empty,
        "ser estar tener hacer poder decir ir ver dar saber querer llegar pasar muy más bien puede
        puedo tiene tienen hay hace todo todos toda todas cada vez sido solo así parece realmente
        aquí         allí ahora después además aunque mientras aún según muchas muchos mucho mucha
        haber había         podría sería debería tan siempre general gran estaba fue era están
        hizo hacen sólo solamente siquiera mismo misma cosas cosa algo alguien nada nadie ningún
        ninguna otro otra otros otras cualquier cualquiera quiera cuando donde durante desde hasta
        nunca casi apenas quizás tal tales cual cuales cuyo debido puedes podrían espero creo debe
        deben pueda puedan quieran hacerlo éste ésta bastante demasiado hecho parece parecen dos",
    ),
    (
        "spa",
        Part::Vague,
        "bueno buena buenos buenas mejor mejores nuevo nueva días tardes noches grande excelente
        problema problemas día año años vez primera primer genial increíble maravilloso
        maravillosa fantástico fantástica fácil difícil útil perfecto perfecta malo mala lugar
        parte hermoso hermosa",
    ),
    ("fra", Part::Negation, "pas jamais sans"),
    ("fra", Part::Link, "de du des pour par avec en dans à au aux sur entre est sont"),
    ("fra", Part::Article, "le la les un une mon ma mes notre nos et ce cet cette ces ton ta tes son sa ses votre vos
        leur"),
    (
        "fra",
        Part::Empty,
        "être avoir faire pouvoir dire aller voir savoir vouloir venir très plus bien fait peut
        tout         tous toute toutes aussi donc car comme vraiment alors après avant encore
        toujours beaucoup         peu trop était étaient sera quand c'est j'ai ai sont cela ça
        leurs chaque bonjour bonsoir         même si ici là ceci celui celle ceux celles celui-ci
        dont lorsque lorsqu depuis pendant aucun aucune autre autres quelque quelques quel quelle
        quels quelles où quoi puis ensuite enfin ainsi déjà jamais rien tant tel telle mieux moins
        assez simplement seulement également notamment actuellement absolument exactement
        certainement généralement particulièrement extrêmement malheureusement parfaitement
        facilement rapidement directement finalement totalement probablement maintenant
        aujourd'hui jusqu'à n'a n'ai n'est m'a m'ont j'y qu'il qu'on s'est doit dois peux peuvent
        pourrait devrait faut fais font vais va vont mettre mis prendre pris donne donné donner
        semble lu dû reçu jusqu pourraient devraient davantage certaines certains tellement importe
        cependant parfois elles eux n'y",
    ),
    (
        "fra",
        Part::Vague,
        "bon bonne bons bonnes nouveau nouvelle grand grande petit petite excellent excellente
        meilleur meilleure problème problèmes jour jours année première premier chose choses fois
        seul seule super génial géniale incroyable merveilleux merveilleuse fantastique facile
        difficile utile agréable sympa parfait parfaite mauvais mauvaise meilleurs présent fin
        vrai",
    ),
    ("nld", Part::Negation, "niet geen nooit zonder"),
    (
        "nld",
        Part::Link,
        "van voor met in op aan bij uit naar te om per tussen is was",
    ),
    ("nld", Part::Article, "de het een mijn onze ons en dit deze dat die hun"),
    (
        "nld",
        Part::Empty,
        "zijn hebben worden kunnen zullen moeten willen maken gaan komen zien zeer meer heel veel
        alles echt wel erg vind vinden vond ook nog gewoon eigenlijk natuurlijk misschien manier
        krijg krijgen geweest helaas altijd enige ooit slechts mee daar hier waar toen dan nu weer
        steeds behoorlijk uiteindelijk ongeveer vrij vooral alleen allemaal zelfs iets iemand
        niets niemand andere elke ieder iedere hele ding dingen werkelijk enorm volledig absoluut
        echter zeker alle zodat kunt kun waarop waarin beide wou zouden zeggen beetje iedereen
        dezelfde hetzelfde daarvan hiervan twee",
    ),
    (
        "nld",
        Part::Vague,
        "goed goede goeie nieuwe grote kleine beste leuk leuke mooi mooie geweldig geweldige
        probleem problemen vraag dag week maand jaar eerste laatste morgen middag fantastisch
        fantastische prachtig prachtige uitstekend uitstekende perfect perfecte handig handige
        makkelijk gemakkelijk moeilijk slecht slechte beter plek keer paar",
    ),
    ("ita", Part::Negation, "non mai senza"),
    (
        "ita",
        Part::Link,
        "di del della dei delle per con in da dal dalla a al alla su tra",
    ),
    ("ita", Part::Article, "il lo la i gli le un una mio mia e"),
    (
        "ita",
        Part::Empty,
        "essere avere fare potere andare vedere dare sapere molto più bene tutto tutti tutte questo
        questa questi queste quello quella cosa cose ogni altro altra altri altre qualcosa
        qualcuno niente nulla sempre mai già ancora quando dove mentre durante anche però quindi
        comunque davvero proprio così tanto troppo poco solo sono stato stata",
    ),
    (
        "ita",
        Part::Vague,
        "buono buona buoni nuovo nuova giorno problema problemi ottimo ottima ottimi eccellente
        fantastico fantastica bello bella bellissimo perfetto perfetta facile difficile utile
        cattivo pessimo pessima migliore",
    ),
    ("por", Part::Negation, "não nunca sem"),
    (
        "por",
        Part::Link,
        "de do da dos das para por com em no na nos nas entre",
    ),
    ("por", Part::Article, "o a os as um uma meu minha e"),
    (
        "por",
        Part::Empty,
        "ter fazer dizer muito mais bem tudo todos ser estar poder ir ver dar isso isto este esta
        esse essa aquele aquela coisa coisas cada outro outra outros outras algo alguém nada
        ninguém sempre nunca já ainda quando onde enquanto durante também porém então assim tanto
        tão pouco só apenas realmente foi são está estão",
    ),
    (
        "por",
        Part::Vague,
        "bom boa bons boas novo nova dia tarde noite problema problemas ótimo ótima excelente
        fantástico fantástica lindo linda perfeito perfeita fácil difícil útil ruim péssimo
        péssima melhor",
    ),
];
