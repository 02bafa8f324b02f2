//! The short word lists behind the plain reader: what a newspaper reader takes for granted. They are lists of public
//! facts and function words, not a lexicon; the learned reader replaces what they are used for.

use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

static GIVEN_NAMES: Words =
    LazyLock::new(|| include_str!("lists/given-names.txt").split_whitespace().collect());
static PLACES: Words =
    LazyLock::new(|| include_str!("lists/places.txt").lines().flat_map(|line| line.split('|')).collect());
static DEMONYMS: Words = LazyLock::new(|| include_str!("lists/demonyms.txt").split_whitespace().collect());
static PLAIN_WORDS: Words = LazyLock::new(|| PLAIN.split_whitespace().collect());
static ORGANISATION_WORDS: Words = LazyLock::new(|| ORGANISATIONS.split_whitespace().collect());
static TITLE_WORDS: Words = LazyLock::new(|| TITLES.split_whitespace().collect());
static ROLE_WORDS: Words = LazyLock::new(|| ROLES.split_whitespace().collect());

/// Whether a word without its dot is a common abbreviation that a dot follows.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Rev", "Fr", "Sr", "Jr", "St", "Sen", "Sens", "Rep", "Reps",
        "Gov", "Govs", "Gen", "Col", "Lt", "Maj", "Capt", "Cpl", "Sgt", "Cmdr", "Adm", "Hon", "Pres", "Supt",
        "Det", "Insp", "Atty", "Dist", "Inc", "Corp", "Co", "Ltd", "Bros", "Cie", "vs", "v", "No", "Nos",
        "Dept", "Univ", "Assn", "Ave", "Blvd", "Rd", "Mt", "Ft", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept",
        "Sep", "Oct", "Nov", "Dec", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill",
        "Ind", "Kan", "Ky", "La", "Mass", "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla",
        "Ore", "Pa", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo", "approx", "cf", "etc", "al",
    ];
    ABBREVIATIONS.contains(&word)
}

/// Whether a capitalised word commonly opens a sentence, so that "U.S." before it may have closed one.
pub(crate) fn is_sentence_opener(word: &str) -> bool {
    const OPENERS: &[&str] = &[
        "A",
        "After",
        "All",
        "Also",
        "Although",
        "An",
        "And",
        "As",
        "At",
        "Before",
        "Both",
        "But",
        "By",
        "Each",
        "For",
        "From",
        "He",
        "Her",
        "Here",
        "His",
        "How",
        "However",
        "I",
        "If",
        "In",
        "It",
        "Its",
        "Many",
        "Meanwhile",
        "More",
        "Most",
        "My",
        "No",
        "Nobody",
        "Not",
        "Now",
        "On",
        "One",
        "Other",
        "Others",
        "Our",
        "She",
        "Since",
        "So",
        "Some",
        "Such",
        "That",
        "The",
        "Their",
        "Then",
        "There",
        "These",
        "They",
        "This",
        "Those",
        "Though",
        "To",
        "Under",
        "Until",
        "We",
        "What",
        "When",
        "Where",
        "Which",
        "While",
        "Who",
        "Why",
        "With",
        "Yet",
        "You",
    ];
    OPENERS.contains(&word)
}

pub(crate) fn is_given_name(word: &str) -> bool {
    GIVEN_NAMES.contains(word)
}

pub(crate) fn is_place(name: &str) -> bool {
    PLACES.contains(name)
}

pub(crate) fn is_demonym(word: &str) -> bool {
    DEMONYMS.contains(word)
}

/// Whether a word in lower case is an everyday one, so that a capital at the start of a sentence does not make a name.
pub(crate) fn is_plain_word(lower: &str) -> bool {
    PLAIN_WORDS.contains(lower)
}

/// Whether a capitalised word marks the name of an organisation: "Bank", "Ministry", "Ltd".
pub(crate) fn is_organisation_word(word: &str) -> bool {
    ORGANISATION_WORDS.contains(word.trim_end_matches('.'))
}

/// Whether a word in lower case stands in the titles before a name: "prime", "minister", "mr.".
pub(crate) fn is_title_word(lower: &str) -> bool {
    TITLE_WORDS.contains(lower.trim_end_matches('.'))
}

/// Whether a noun in lower case says what a person or body is: "minister", "spokeswoman", "company".
pub(crate) fn is_role(lower: &str) -> bool {
    ROLE_WORDS.contains(lower)
}

pub(crate) fn is_calendar_word(lower: &str) -> bool {
    const CALENDAR: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "aug.",
        "sept.",
        "sep.",
        "oct.",
        "nov.",
        "dec.",
        "christmas",
        "easter",
        "ramadan",
    ];
    CALENDAR.contains(&lower)
}

/// Pronouns that can be a source.
pub(crate) fn is_personal_pronoun(lower: &str) -> bool {
    const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you", "who", "which"];
    PRONOUNS.contains(&lower)
}

const TITLES: &str = "mr mrs ms mx miss dr prof professor sir dame lord lady baroness baron count countess prince \
    princess king queen emperor pope cardinal archbishop bishop rev reverend father sister brother imam rabbi sheikh \
    ayatollah president vice-president vice prime minister premier chancellor secretary foreign defence defense \
    finance interior health education home justice trade energy economy environment transport treasury culture \
    deputy senator sen sens congressman congresswoman representative rep reps gov governor lieutenant-governor mayor \
    councillor councilman councilwoman alderman commissioner ambassador envoy general gen lieutenant lt colonel col \
    major maj captain capt corporal sergeant sgt private officer constable detective inspector superintendent admiral \
    adm commander cmdr marshal judge justice attorney prosecutor magistrate sheriff chief executive chairman \
    chairwoman chair director manager coach manager captain striker midfielder defender goalkeeper spokesman \
    spokeswoman spokesperson leader speaker mp msp md ceo former ex acting interim then-president state shadow first \
    under-secretary undersecretary actor actress singer director author economist analyst lawyer";

const ROLES: &str = "minister president chancellor premier secretary senator congressman congresswoman \
    representative governor mayor councillor commissioner ambassador envoy general colonel major captain sergeant \
    officer detective inspector admiral commander judge attorney prosecutor magistrate sheriff chief executive \
    chairman chairwoman chair director manager coach spokesman spokeswoman spokesperson leader speaker official \
    officials source sources person people man woman men women boy girl teenager student students teacher teachers \
    professor doctor doctors nurse nurses scientist scientists researcher researchers expert experts analyst analysts \
    economist economists critic critics observer observers activist activists campaigner campaigners lawyer lawyers \
    author writer historian engineer farmer farmers worker workers driver owner owners resident residents neighbour \
    neighbor neighbours neighbors witness witnesses victim victims mother father parents parent brother sister son \
    daughter wife husband widow couple family relative relatives friend friends colleague colleagues aide aides \
    adviser advisers advisor advisors diplomat diplomats lawmaker lawmakers legislator legislators candidate \
    candidates voter voters supporter supporters opponent opponents ally allies company firm group bank agency \
    ministry department government administration authority authorities police army military navy court council \
    committee commission union party club team association federation charity organisation organization body \
    watchdog regulator university college school hospital church newspaper paper magazine website broadcaster report \
    study survey poll statement letter document documents filing lawsuit complaint memo email video investigation \
    review audit research data figures papers founder co-founder boss head star actor actress singer artist player \
    striker defender goalkeeper midfielder bishop pope priest imam rabbi king queen prince princess investor investors \
    trader traders shareholder shareholders customer customers consultant strategist pollster operative staffer \
    staffers employee employees insider insiders veteran veterans soldier soldiers rebel rebels militant militants \
    guard suspect defendant plaintiff accuser investigator investigators prosecutors detectives firefighter \
    firefighters paramedic paramedics pilot musician filmmaker producer editor journalist reporter blogger designer \
    developer developers programmer user users blog spokesmen representatives";

const ORGANISATIONS: &str = "Inc Corp Corporation Co Company Companies Ltd Limited Plc PLC LLC LLP AG SA NV GmbH SpA \
    Group Holdings Partners Associates Bank Banks Fund Trust Foundation Institute Institution University College \
    School Academy Ministry Department Office Bureau Agency Authority Administration Commission Committee Council \
    Board Court Parliament Congress Senate House Assembly Cabinet Government Party Union Association Federation \
    Confederation League Alliance Organization Organisation Society Club Church Center Centre Hospital Police Army \
    Navy Force Forces Guard Service Services Network News Times Post Journal Herald Tribune Gazette Guardian \
    Telegraph Observer Press Broadcasting Television Radio Airlines Airways Motors Industries International Systems \
    Technologies Technology Energy Oil Petroleum Gas Electric Pharmaceuticals Laboratories Labs Entertainment \
    Pictures Records Studios Media Exchange Reserve Treasury United Rovers Athletic Wanderers Albion Rangers Rugby \
    Nations Taliban Hamas Hezbollah Reuters Interfax Xinhua Microsoft Google Apple Amazon Facebook Twitter Boeing \
    Airbus Sony Nokia Samsung Toyota Honda Ford Volkswagen BMW IBM Intel Yahoo eBay Netflix Shell BP Gazprom Yukos \
    Kremlin Pentagon Bundesbank Bundestag Knesset Duma Commons Lords Scotland-Yard Interpol Al-Qaeda al-Qaeda";

const PLAIN: &str = "a about above according across actually after afterwards again against ago ahead all almost along already \
    also although always am amid among an and another any anybody anyone anything apart are around as asked at \
    away back bad be because been before behind being below beneath beside besides best better between beyond big \
    billions both bring but by call can cannot children clearly come consider could critics currently data day \
    days dear despite did do does doing don't done down dozens due during each earlier early either else \
    elsewhere enough especially even eventually ever every everybody everyone everything everywhere evidence \
    exactly except experts far few fewer finally find first five following for former fortunately four from \
    further furthermore gas generally get give given go going good got great growing had half happy hardly has have \
    having he hello help hence her here hers herself high him himself his historically hopefully hours how however \
    hundreds i i'd i'll i'm i've if in inside indeed initially instead into investigators is isn't it it's its \
    itself just keep kids know last late later latest least less let let's life like likewise little live local \
    long look looking looks made mainly make many maybe me meanwhile men might millions mine more moreover most \
    mostly much must my myself name namely near nearby nearly neither never nevertheless new news next nice nine no \
    nobody none nonetheless nor normally not nothing now nowhere obviously of off officers officials often oh oil \
    ok old on once one ones only onto opening or order other others otherwise our ours ourselves out outside over \
    overall own part partly past people perhaps plans please plus police prices probably prosecutors protesters \
    put quite rather read reading really recent recently record refusing regarding remember rescuers researchers \
    residents right rising roughly sadly said sales same say saying says scientists second see seems seven several \
    shares she shortly should similarly since six slowly small so some somebody somehow someone something \
    sometimes somewhat somewhere soon sources speaking spending staff state still stocks students such suddenly \
    sure surely take taking talks teachers ten tens than thank thanks that that's the their theirs them themselves \
    then there there's thereafter therefore these they they're thing things think third this those though thousands \
    three through throughout thus time times to today together tomorrow tonight too toward towards trade traders \
    true twelve twenty two typically ultimately under unfortunately unless unlike until up upon us used using \
    usually various very via victims wait was watch we we're we've well were what what's whatever when whenever \
    where whereas wherever whether which while who whoever whole whom whose why will with within without witnesses \
    women workers would writing years yes yesterday yet you you're young your yours yourself";
