-- A small picture with every level, every status and names that try the encodings.  All figures are invented.
INSERT INTO release VALUES (1, '00c0ffee00c0ffee', '2026-11-21', 1, 'GG1106', 'Twente (verzonnen)', 'f1f1');
INSERT INTO publisher VALUES (1, 'GGD "Proef" & co', 'https://ggd.example/wijkscan', 'vragen@ggd.example');
INSERT INTO source VALUES
    (1, 'cbs-kwb', 'Kerncijfers wijken en buurten', 'CBS', 'CC BY 4.0', 'https://www.cbs.nl/', 'Gepubliceerd per jaar.', 1, 0),
    (1, 'levering-zorggebruik', 'Zorggebruik', 'Zorgverzekeraar “De Brug” & co', 'eigen gebruik', '', '', 0, 0),
    (1, 'rivm', 'Gezondheid per wijk', 'RIVM', 'CC BY 4.0', 'https://www.rivm.nl/', 'Schatting uit een model.', 1, 1);
INSERT INTO delivery VALUES
    (1, 1, '1111111111111111aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'cbs-kwb', 'kwb2020.csv', 2020, 654, 0),
    (1, 2, '2222222222222222bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'levering-zorggebruik', 'zorg 2024 é.csv', 2022, NULL, NULL),
    (1, 3, '3333333333333333cccccccccccccccccccccccccccccccccccccccccccccccc', 'rivm', 'rivm.csv', 2020, 60, 0);
INSERT INTO theme VALUES
    (1, 1, 'psychisch-welbevinden', 'Psychisch welbevinden', 'Mental wellbeing'),
    (1, 2, 'zorggebruik-ggz', 'Zorggebruik ggz', 'Use of mental health care');
INSERT INTO indicator VALUES
    (1, 1, 'eenzaamheid', 'PW07', 'Eenzaamheid', 'Loneliness', 'psychisch-welbevinden', '%', 1, '18+', 'personen die eenzaam zijn', 'personen', 'Modelschatting.', 'lager', 'RIVM, 2020', 1, 0, 0, 'rivm', 'aaaaaaaaaaaa'),
    (1, 2, 'poh-ggz', 'ZG01', 'Gebruik POH-GGZ', 'Use of POH-GGZ', 'zorggebruik-ggz', '%', 1, '18+', 'personen met zorg', 'verzekerden', '', 'neutraal', NULL, 1, 1, 0, 'levering-zorggebruik', 'bbbbbbbbbbbb'),
    (1, 3, 'inwoners', 'AL01', 'Inwoners', 'Residents', 'psychisch-welbevinden', 'personen', 0, 'allen', 'inwoners', '', '', 'neutraal', NULL, 0, 1, 0, 'cbs-kwb', 'cccccccccccc');
INSERT INTO breakdown VALUES
    (1, 1, 0, 'totaal', '18 jaar en ouder', '18 and over'),
    (1, 2, 0, 'totaal', '18 jaar en ouder', '18 and over'),
    (1, 2, 1, '18-64', '18 tot 65 jaar', '18 to 65'),
    (1, 3, 0, 'totaal', 'Iedereen', 'Everyone');
INSERT INTO break VALUES (1, 2, '2024', 'Andere kolommen: "oud" en <nieuw>', 'Other columns');
INSERT INTO area VALUES
    (1, 1, 'NL00', 'land', 'Nederland', NULL, '2020,2022', 0),
    (1, 2, 'GG1106', 'regio', 'Twente', 'NL00', '2020,2022', 0),
    (1, 3, 'GM0141', 'gemeente', 'Almelo', 'GG1106', '2020,2022', 1),
    (1, 4, 'GM0153', 'gemeente', 'Enschede', 'GG1106', '2020,2022', 1),
    (1, 5, 'WK014100', 'wijk', 'Wijk 00 Binnenstad', 'GM0141', '2020,2022', 1),
    (1, 6, 'WK015300', 'wijk', 'Wijk 00 ''t Súdelân "€" & <b>', 'GM0153', '2020,2022', 1),
    (1, 7, 'WK015301', 'wijk', 'Wijk 01 Boswinkel', 'GM0153', '2020', 0),
    (1, 8, 'WK015302', 'wijk', 'Wijk 02 Stroïnkslanden', 'GM0153', '2022', 1),
    (1, 9, 'BU01410000', 'buurt', 'Centrum', 'WK014100', '2020', 1),
    (1, 10, 'BU01530000', 'buurt', 'City', 'WK015300', '2020', 1),
    (1, 11, 'BU01530001', 'buurt', 'Hogeland', 'WK015300', '2020', 1);
INSERT INTO series VALUES
    (1, 1, 1, 0, 'wijk', '2020'),
    (2, 1, 2, 0, 'wijk', '2023'), (3, 1, 2, 0, 'wijk', '2024'), (4, 1, 2, 1, 'wijk', '2024'),
    (5, 1, 2, 0, 'gemeente', '2024'), (6, 1, 2, 0, 'regio', '2024'),
    (7, 1, 3, 0, 'land', '2020'), (8, 1, 3, 0, 'regio', '2020'), (9, 1, 3, 0, 'gemeente', '2020'),
    (10, 1, 3, 0, 'wijk', '2020'), (11, 1, 3, 0, 'buurt', '2020'),
    (12, 1, 2, 0, 'wijk', '2025');
INSERT INTO value VALUES
    (1, 5, 41.5, 38.25, 44.75, 'estimate', 'public', 3, '5', 'source', ''),
    (1, 6, 52.125, NULL, NULL, 'provisional', 'public', 3, '6', NULL, ''),
    (1, 7, NULL, NULL, NULL, 'boundary', 'none', 3, NULL, NULL, ''),
    (1, 8, 47, 40, 54, 'converted', 'public', 3, '6 7', 'source', ''),
    (2, 5, 3.5, 3, 4, 'ok', 'allowed', 2, NULL, 'wilson', ''), (2, 6, 4, 3.5, 4.5, 'ok', 'allowed', 2, NULL, 'wilson', ''),
    (2, 7, NULL, NULL, NULL, 'too_few', 'none', 2, NULL, NULL, ''), (2, 8, NULL, NULL, NULL, 'not_released', 'refused', 2, NULL, NULL, ''),
    (3, 5, 4.2, 3.6, 4.9, 'ok', 'allowed', 2, NULL, 'wilson', ''), (3, 6, NULL, NULL, NULL, 'hidden', 'hidden', 2, NULL, NULL, ''),
    (3, 7, NULL, NULL, NULL, 'not_delivered', 'none', NULL, NULL, NULL, ''), (3, 8, 0, 0, 0.5, 'ok', 'allowed', 2, NULL, 'wilson', 'zero'),
    (4, 5, 5.1, 4.4, 5.8, 'ok', 'allowed', 2, NULL, 'wilson', ''), (4, 6, NULL, NULL, NULL, 'not_applicable', 'none', 2, NULL, NULL, ''),
    (4, 7, 0.1, 0.05, 0.3, 'ok', 'allowed', 2, NULL, 'wilson', 'small_n high_rse'), (4, 8, 6.3, 5.2, 7.4, 'ok', 'allowed', 2, NULL, 'wilson', ''),
    (5, 3, 4.1, 3.9, 4.3, 'ok', 'allowed', 2, NULL, 'wilson', ''), (5, 4, 4.4, 4.2, 4.6, 'ok', 'allowed', 2, NULL, 'wilson', ''),
    (6, 2, 4.3, NULL, NULL, 'estimate', 'allowed', 2, NULL, NULL, ''),
    (7, 1, 17407585, NULL, NULL, 'ok', 'public', 1, '1', NULL, ''), (8, 2, 630000, NULL, NULL, 'estimate', 'public', 1, NULL, NULL, ''),
    (9, 3, 73107, NULL, NULL, 'ok', 'public', 1, '2', NULL, ''), (9, 4, 159640, NULL, NULL, 'ok', 'public', 1, '3', NULL, ''),
    (10, 5, 12000, NULL, NULL, 'ok', 'public', 1, '17', NULL, ''), (10, 6, 9000, NULL, NULL, 'ok', 'public', 1, '18', NULL, ''),
    (10, 7, 11000, NULL, NULL, 'ok', 'public', 1, '19', NULL, ''), (10, 8, NULL, NULL, NULL, 'not_delivered', 'none', NULL, NULL, NULL, ''),
    (11, 9, 800, NULL, NULL, 'ok', 'public', 1, '20', NULL, ''), (11, 10, 0, NULL, NULL, 'ok', 'public', 1, '21', NULL, ''),
    (11, 11, 1250, NULL, NULL, 'ok', 'public', 1, '22', NULL, ''),
    -- 2025 holds no number at all: a profile does not call it the latest period
    (12, 5, NULL, NULL, NULL, 'not_released', 'none', NULL, NULL, NULL, ''), (12, 6, NULL, NULL, NULL, 'not_released', 'none', NULL, NULL, NULL, ''),
    (12, 7, NULL, NULL, NULL, 'not_released', 'none', NULL, NULL, NULL, ''), (12, 8, NULL, NULL, NULL, 'not_released', 'none', NULL, NULL, NULL, '');
INSERT INTO class_bound VALUES
    (1, 2, 'wijk', 0, 3.1), (1, 2, 'wijk', 1, 4.0), (1, 2, 'wijk', 2, 5.2), (1, 2, 'wijk', 3, 6.5);
INSERT INTO map VALUES
    (1, 'gemeente', 2021, '{"type":"Topology","crs":"EPSG:28992","editie":2021,"objects":{"gebieden":{"type":"GeometryCollection","geometries":[{"type":"Polygon","id":"GM0141","properties":{"naam":"Almelo","buren":["GM0153"]},"arcs":[[0]]},{"type":"Polygon","id":"GM0153","properties":{"naam":"Enschede","buren":["GM0141"]},"arcs":[[1]]}]}},"transform":{"scale":[1,1],"translate":[230000,460000]},"arcs":[[[0,0],[10,0],[0,10],[-10,-10]],[[20,0],[10,0],[0,10],[-10,-10]]]}'),
    (1, 'wijk', 2022, '{"type":"Topology","crs":"EPSG:28992","editie":2022,"objects":{"gebieden":{"type":"GeometryCollection","geometries":[{"type":"Polygon","id":"WK015300","properties":{"naam":"Wijk 00 ''t Súdelân \"€\" & <b>","buren":[]},"arcs":[[0]]}]},"gemeenten":{"type":"MultiLineString","arcs":[[0]]}},"transform":{"scale":[1,1],"translate":[230000,460000]},"arcs":[[[0,0],[10,0],[0,10],[-10,-10]]]}');
-- Squares, one wijk in two parts of which one has a hole; buurten are drawn nowhere.
INSERT INTO border VALUES
    (1, 3, x'0106000000010000000103000000010000000500000000000000004C0D4100000000808A1D410000000080070E4100000000808A1D410000000080070E410000000040E81D4100000000004C0D410000000040E81D4100000000004C0D4100000000808A1D41', x'010600000001000000010300000001000000050000000CEE62F5A2891A407D53FDEF2D2B4A40BA0A73CCC3E31A40ED4960730E2B4A405D8B16A06DE51A408FB16E17F5314A40FF6D60BC308B1A40D8F4A0A014324A400CEE62F5A2891A407D53FDEF2D2B4A40'),
    (1, 4, x'010600000001000000010300000001000000050000000000000000C30E410000000040711C410000000080FB0F410000000040711C410000000080FB0F4100000000800D1D410000000000C30E4100000000800D1D410000000000C30E410000000040711C41', x'010600000001000000010300000001000000050000009A6B877599381B406015B9F138164A40DF933DF83FCE1B40CCCA9B68FC154A401A51DA1B7CD11B40730C6DA57C214A40B4BCBC4A883B1B40EF42CE56B9214A409A6B877599381B406015B9F138164A40'),
    (1, 5, x'0106000000020000000103000000020000000500000000000000406B0D4100000000209A1D4100000000C0A90D4100000000209A1D4100000000C0A90D410000000060B91D4100000000406B0D410000000060B91D4100000000406B0D4100000000209A1D410500000000000000E07A0D4100000000F0A11D4100000000E07A0D4100000000C0A91D4100000000808A0D4100000000C0A91D4100000000808A0D4100000000F0A11D4100000000E07A0D4100000000F0A11D41010300000001000000050000000000000000C90D4100000000209A1D4100000000A0D80D4100000000209A1D4100000000A0D80D4100000000F0A11D410000000000C90D4100000000F0A11D410000000000C90D4100000000209A1D41', x'0106000000020000000103000000020000000500000093799A82EB981A40DD2EEA494F2C4A409FB4CB12F8B61A40065D67E8442C4A40883C934781B71A4050BE45CC912E4A400190C99871991A40BC4F9F2E9C2E4A4093799A82EB981A40DD2EEA494F2C4A4005000000AAF5D95C90A01A40B1FF95F0DF2C4A40FE220D13B2A01A40E947C329732D4A40853FC39B35A81A409D121093702D4A40A32996B613A81A4065CAE259DD2C4A40AAF5D95C90A01A40B1FF95F0DF2C4A40010300000001000000050000007E552E54FEC51A4068BFFFA03F2C4A40F3AACE6A81CD1A405213D8F73C2C4A409441FF4EA4CD1A40F59B2E30D02C4A40420AF9FB20C61A40A0072DDAD22C4A407E552E54FEC51A4068BFFFA03F2C4A40'),
    (1, 6, x'010600000001000000010300000001000000050000000000000000400F4100000000C0AF1C4100000000807E0F4100000000C0AF1C4100000000807E0F410000000000CF1C410000000000400F410000000000CF1C410000000000400F4100000000C0AF1C41', x'01060000000100000001030000000100000005000000F43E4459AE751B40ACD73E2EBB1A4A4012972DA3A2931B401EA44C0FAF1A4A402007CA1242941B402C499EEBFB1C4A40D436B4B74A761B40E4FB3D0C081D4A40F43E4459AE751B40ACD73E2EBB1A4A40'),
    (1, 8, x'0106000000010000000103000000010000000500000000000000807E0F4100000000C0AF1C410000000000BD0F4100000000C0AF1C410000000000BD0F410000000000CF1C4100000000807E0F410000000000CF1C4100000000807E0F4100000000C0AF1C41', x'0106000000010000000103000000010000000500000012972DA3A2931B401EA44C0FAF1A4A404803D3C496B11B40B38EF4B3A21A4A402AE8514C39B21B4097B4988EEF1C4A402007CA1242941B402C499EEBFB1C4A4012972DA3A2931B401EA44C0FAF1A4A40');
-- poh-ggz per wijk in 2024 was compared; of 2023 the release holds nothing; the rest has a reason for all
INSERT INTO series_test VALUES
    (1, 'gemeente', 'posterior', 0, 0, NULL, 'not_comparable', NULL),
    (3, 'gemeente', 'posterior', 1, 1, 0.02, NULL, NULL),
    (4, 'gemeente', 'plain', 2, 0, 0.1, NULL, NULL),
    (5, 'regio', 'posterior', 2, 0, 0, NULL, NULL),
    (6, 'gemeente', 'posterior', 0, 0, NULL, 'top_level', NULL),
    (10, 'gemeente', 'posterior', 0, 0, NULL, 'no_interval', 'Een aantal inwoners heeft geen "marge".'),
    (11, 'gemeente', 'posterior', 0, 0, NULL, 'no_margin', NULL);
INSERT INTO verdict VALUES
    (3, 5, 'GM0141', 2.5, 1.7, 0.8, 2.625, 0.9995, 'higher', NULL),
    (3, 8, 'GM0153', NULL, NULL, NULL, NULL, NULL, 'none', 'would_reveal'),
    (4, 5, 'GM0141', 6, -0.9, -1.75, 0.125, 0.03, 'no_difference', NULL),
    (4, 7, 'GM0153', 6.3, -6.2, -7.3, -5.1, 0.0001, 'lower', NULL),
    (4, 8, 'GM0153', NULL, NULL, NULL, NULL, NULL, 'none', 'no_rest'),
    (5, 3, 'GG1106', 4.4, -0.3, -0.6, 0.05, 0.06, 'no_difference', NULL),
    (5, 4, 'GG1106', 4.1, 0.3, -0.05, 0.6, 0.94, 'no_difference', NULL);
INSERT INTO trend_test VALUES
    (1, 1, 0, 'wijk', 0, 0, 'not_trendable'),
    (1, 2, 0, 'wijk', 1, 1, NULL);
INSERT INTO trend VALUES
    (1, 2, 0, 5, '2021', '2024', 4, 0.25, 0.1, 0.4, 'rising', NULL),
    (1, 2, 0, 6, NULL, NULL, 0, NULL, NULL, NULL, 'none', 'would_reveal');
INSERT INTO model VALUES
    (1, 1, 2, 0, 'wijk', '2024', 'bym2', 'Een model met buren (BYM2).', 'A model with neighbours (BYM2).', '{"waic": 812.5, "divergenties": 0}'),
    (1, 2, NULL, NULL, 'wijk', '2024', 'mismatch', 'Behoefte en gebruik samen.', 'Need and use together.', '{}');
INSERT INTO signal_list VALUES
    (1, 'ggz-bij-eenzaamheid', 1, 'Weinig zorg bij veel eenzaamheid', 'Little care where many are lonely', 1, 0, 2, 0, 'wijk', '2024', 2, 1, 'Verzonnen.', '[{"grens": 0.9, "aanwijzingen": 1}]'),
    (1, 'proef', 2, 'Proef', 'Trial', 1, 0, 2, 1, 'gemeente', '2024', NULL, 0, '', '[]');
INSERT INTO signal VALUES
    (1, 'ggz-bij-eenzaamheid', 5, '2024', 41.5, 38.25, 44.75, 0.7, 0.55, 0.85, 0.91, 'strong', NULL, '[{"trede": "aanbod", "uitkomst": "geen_gegevens", "tekst": "Geen gegevens van aanbieders.", "bron": null}]'),
    (1, 'ggz-bij-eenzaamheid', 6, '2024', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'none', 'no_value', '[]'),
    (1, 'ggz-bij-eenzaamheid', 8, '2024', 47, 40, 54, 0.95, 0.6, 1.3, 0.4, 'no_statement', NULL, '[]');
INSERT INTO gate_rule VALUES
    (1, 1, 'Minder dan 10 personen: "verborgen".', 'Fewer than 10 persons: "hidden".'),
    (1, 2, 'Openbare cijfers gaan door.', 'Public figures pass.');
INSERT INTO gap_plan VALUES (1, 'inwoners', 5, 10, 80);
INSERT INTO gap_order VALUES
    (1, 'wijk', 'inkomen', 'het inkomen per inwoner', 'income per resident', 'het laagste inkomen', 'the lowest income', 'het "hoogste" inkomen', 'the highest income');
INSERT INTO gap VALUES
    (1, 2, 'order', 0, 'wijk', 2, '2023', '2022', '2023', 12, 14, 91.5, 5.25, 3.5, 1.75, 0.5, 3, 1.5, 1.1, 2.25, NULL, NULL, 0),
    (1, 2, 'order', 0, 'wijk', 2, '2024', NULL, NULL, 3, 14, 20, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'too_few_areas', 'too_few_areas', 0),
    (1, 2, 'order', 1, 'wijk', 2, '2024', '2022', '2023', 12, 14, 91.5, 4, -1, 5, NULL, NULL, NULL, NULL, NULL, 'no_spread', 'not_positive', 0),
    (1, 2, 'areas', 0, 'wijk', 2, '2023', NULL, '2023', 12, 14, 91.5, NULL, NULL, 0.75, NULL, NULL, 12.5, NULL, NULL, 'no_margin', NULL, 1),
    (1, 2, 'age', 0, 'gemeente', 4, '2024', NULL, NULL, 0, 0, NULL, 6, 3, 3, 1, 5, 2, 1.25, 3.5, NULL, NULL, 0);
INSERT INTO gap_group VALUES
    (1, 2, 'order', 0, 'wijk', 2, '2023', 0, 1, 5, NULL, NULL, 4, 1200),
    (1, 2, 'order', 0, 'wijk', 2, '2023', 1, 2, 3.75, NULL, NULL, 8, 1300),
    (1, 2, 'age', 0, 'gemeente', 4, '2024', 0, 1, 6, 5, 7, 0, NULL),
    (1, 2, 'age', 0, 'gemeente', 4, '2024', 1, 0, 3, 2, 4, 0, NULL);
INSERT INTO gap_change VALUES
    (1, 2, 'order', 0, 'wijk', 2, '2021', '2023', 3, -0.5, -1, -0.125, 0.8, 0.7, 0.9, 'narrower', NULL),
    (1, 2, 'age', 0, 'gemeente', 4, '2024', '2024', 1, NULL, NULL, NULL, NULL, NULL, NULL, 'unknown', 'too_few_periods');
