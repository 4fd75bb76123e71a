/* text/nl/reading.ts - the page that explains differences to readers who are no statisticians.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
export interface Part {
  id: string;
  title: string;
  paragraphs: string[];
}

export interface MethodNote {
  what: string;
  how: string;
  source: string;
  doi: string | null;
}

const parts: Part[] = [
  {
    id: 'marge',
    title: 'De marge',
    paragraphs: [
      'Een cijfer over een wijk is nooit helemaal precies. Bij een enquête vult niet iedereen de vragen in. Bij een telling speelt toeval mee: het ene jaar gaan er net wat meer mensen naar de huisarts dan het andere.',
      'Daarom staat bij een cijfer een marge, bijvoorbeeld 22 tot 34. Dat is het 95%-interval. Als we dit heel vaak zouden overdoen, ligt het echte cijfer in 95 van de 100 keer binnen zo’n marge.',
      'Hoe minder mensen, hoe groter de marge. Staat er geen marge bij, dan geeft de bron die niet. Dan geven we ook geen oordeel.',
    ],
  },
  {
    id: 'rest',
    title: 'Vergeleken met de rest',
    paragraphs: [
      'We vergelijken een wijk met de rest van de gemeente, en een gemeente met de rest van de regio. De wijk zelf telt in die rest niet mee. Anders vergelijk je een wijk voor een deel met zichzelf.',
      'Daarna kijken we naar het verschil en naar de marge van dat verschil. Pas als die samen duidelijk genoeg zijn, staat er “hoger” of “lager”.',
      '“Geen aantoonbaar verschil” betekent niet dat het gelijk is. Het betekent dat we het verschil niet van toeval kunnen onderscheiden.',
    ],
  },
  {
    id: 'toeval',
    title: 'Toeval',
    paragraphs: [
      'Wie 100 wijken vergelijkt, vindt er altijd een paar die alleen door toeval afwijken. Daarom kijken we naar alle gebieden samen. Van de gebieden die we hoger of lager noemen, is naar verwachting hoogstens 5% toeval.',
      'Boven elke tabel staat hoeveel gebieden zijn vergeleken, hoeveel er afwijken, en hoeveel daarvan naar verwachting toeval is.',
    ],
  },
  {
    id: 'schatting',
    title: 'Schatting',
    paragraphs: [
      'In een kleine wijk vullen soms maar weinig mensen een enquête in. Dan rekent een model: het gebruikt ook wat bekend is over de bewoners, en wat mensen in buurwijken antwoorden. Zo’n cijfer heet “schatting”.',
      'Bij een schatting ziet u of er weinig of geen mensen uit de wijk zelf meededen. Het model maakt verschillen liever te klein dan te groot.',
      'Een schatting is geschikt om gebieden te vergelijken. Zij is niet geschikt om het effect van een initiatief in één wijk te meten.',
    ],
  },
  {
    id: 'ranglijst',
    title: 'Waarom geen ranglijst',
    paragraphs: [
      'Een ranglijst lijkt precies, maar is dat niet. De marges van veel wijken overlappen. Een wijk op plaats 12 kan net zo goed op plaats 30 staan.',
      'Daarom staan hier geen plaatsnummers. U kunt wel op waarde sorteren. Kijk dan ook naar de marge en naar het oordeel.',
      'Hoger of lager is ook niet beter of slechter. Meer zorg kan betekenen dat er meer klachten zijn, maar ook dat mensen de weg naar hulp beter vinden.',
    ],
  },
  {
    id: 'trend',
    title: 'Stijgen en dalen',
    paragraphs: [
      'Over de jaren zeggen we alleen “stijgt” of “daalt” als de verandering per jaar duidelijk groter is dan toeval. We rekenen niet over een breuk heen, bijvoorbeeld als de vraag in de enquête of de grens van de wijk is veranderd.',
    ],
  },
  {
    id: 'geen-oordeel',
    title: 'Geen oordeel',
    paragraphs: [
      'Soms geven we geen oordeel. De reden staat er dan bij: er is geen marge, er zijn te weinig waarnemingen, of het cijfer is niet gemaakt om te vergelijken.',
      'Soms is een verschil weggelaten omdat een verborgen cijfer anders is terug te rekenen. Dat doen we om mensen te beschermen.',
    ],
  },
];

const methods: MethodNote[] = [
  { what: 'Een aandeel', how: 'Scoremethode van Wilson', source: 'Wilson, 1927', doi: '10.1080/01621459.1927.10502953' },
  {
    what: 'Een aandeel uit een gewogen enquête',
    how: 'Wilson op de effectieve steekproef',
    source: 'Korn en Graubard, 1998',
    doi: null,
  },
  { what: 'Een aantal', how: 'Methode van Byar', source: 'Breslow en Day, 1987', doi: null },
  {
    what: 'Wie wijkt af, en wie alleen door toeval?',
    how: 'Alle gebieden samen in een model met twee groepen',
    source: 'Scott en Berger, 2006',
    doi: '10.1016/j.jspi.2005.08.031',
  },
  {
    what: 'Een lijst met hoogstens 5% toeval',
    how: 'Verwacht aandeel onterechte aanwijzingen',
    source: 'Newton e.a., 2004',
    doi: '10.1093/biostatistics/5.2.155',
  },
  { what: 'Een enquête per wijk', how: 'Multilevel-regressie en poststratificatie', source: 'Park, Gelman en Bafumi, 2004', doi: '10.1093/pan/mph024' },
  { what: 'Samenhang tussen buurwijken', how: 'BYM2', source: 'Riebler e.a., 2016', doi: '10.1177/0962280216660421' },
  { what: 'Vraag en gebruik samen', how: 'Bivariate Fay-Herriot', source: 'Fay en Herriot, 1979', doi: '10.1080/01621459.1979.10482505' },
];

export const readingText = {
  title: 'Zo lezen we verschillen',
  lead: 'Is een wijk echt anders dan de rest, of is het toeval? Deze pagina legt uit hoe we dat zeggen.',
  parts,
  signsTitle: 'De tekens',
  sign: 'Teken',
  word: 'Woord',
  meaning: 'Betekenis',
  signs: {
    hoger: 'Het cijfer is aantoonbaar hoger dan in de rest van de gemeente of regio.',
    lager: 'Het cijfer is aantoonbaar lager dan in de rest van de gemeente of regio.',
    geen_verschil: 'Het verschil is niet van toeval te onderscheiden.',
    geen: 'We kunnen of mogen niets over het verschil zeggen. De reden staat erbij.',
  },
  methods,
  methodsTitle: 'De methoden, met hun bron',
  methodsLead: 'Per cijfer staat onder “Hoe komt dit cijfer tot stand?” welke methode is gebruikt, met de getallen.',
  methodWhat: 'Waarvoor',
  methodHow: 'Methode',
  methodSource: 'Bron',
};
