-- Case work: what the 72-hour centre gives, assisted executions, and the end of the work on a file.
INSERT INTO case_word (id, list, code, text, text_en, rank, from_day) VALUES
 (501, 'centre_service', 'shelter', 'strehim, ushqim, veshmbathje', 'shelter, food, clothing', 1, '2014-01-01'),
 (502, 'centre_service', 'health', 'ndihmë shëndetësore', 'health care', 2, '2014-01-01'),
 (503, 'centre_service', 'psychological', 'ndihmë psikologjike', 'psychological help', 3, '2014-01-01'),
 (504, 'centre_service', 'legal', 'ndihmë juridike', 'legal aid', 4, '2014-01-01'),
 (505, 'centre_service', 'counselling', 'këshillim', 'counselling', 5, '2014-01-01'),
 (506, 'centre_service', 'work', 'orientim për punë', 'orientation to work', 6, '2014-01-01'),
 (507, 'centre_service', 'food', 'pako ushqimore', 'food package', 7, '2014-01-01'),
 (508, 'centre_service', 'hygiene', 'pako higjienike', 'hygiene package', 8, '2014-01-01'),
 (511, 'execution_what', 'child_contact', 'takimi me fëmijën', 'contact with the child', 1, '2014-01-01'),
 (512, 'execution_what', 'child_handover', 'dorëzimi i fëmijës', 'handing over of the child', 2, '2014-01-01'),
 (513, 'execution_what', 'removal', 'largimi nga banesa', 'removal from the home', 3, '2014-01-01'),
 (514, 'execution_what', 'other', 'tjetër', 'other', 4, '2014-01-01'),
 (521, 'execution_result', 'carried_out', 'u krye', 'carried out', 1, '2014-01-01'),
 (522, 'execution_result', 'in_part', 'u krye pjesërisht', 'carried out in part', 2, '2014-01-01'),
 (523, 'execution_result', 'not_carried_out', 'nuk u krye', 'not carried out', 3, '2014-01-01'),
 (531, 'closing_reason', 'goals_reached', 'u arritën objektivat e planit', 'the goals of the plan were reached', 1, '2014-01-01'),
 (532, 'closing_reason', 'moved', 'u shpërngul: iu kalua një bashkie tjetër', 'she moved away: handed over to another municipality', 2, '2014-01-01'),
 (533, 'closing_reason', 'own_wish', 'me dëshirën e saj', 'at her own wish', 3, '2014-01-01'),
 (534, 'closing_reason', 'died', 'vdiq', 'she died', 4, '2014-01-01'),
 (535, 'closing_reason', 'mistake', 'u hap gabimisht', 'opened by mistake', 5, '2014-01-01');

CREATE INDEX case_record_closing ON case_record(case_id) WHERE kind = 'closing';
