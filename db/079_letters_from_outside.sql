-- Orders and acts that a program sent with letters of measures, before 039 gave them codes by what they mean: the sender may have had
-- the law's letters, and they were read as the register's own. The pages look ahead while one types (order.preview, act.preview) and
-- offer measures by their words; what was saved by an account that had looked ahead at nothing since it last saved did not come from
-- them. Which was meant is a question, as for the rows of lists; until it is answered the order keeps what it has.

CREATE TEMP TABLE letters_outside AS
    SELECT DISTINCT o.id AS order_id, c.code AS code
    FROM (SELECT m.order_id, m.code, NULL AS kind, o.created_at AS at
          FROM order_measure m JOIN protection_order o ON o.id = m.order_id WHERE o.import_blind IS NULL
          UNION ALL
          SELECT a.order_id, x.code, a.kind, a.recorded_at
          FROM order_act_measure x JOIN order_act a ON a.id = x.act_id
          WHERE x.goes = 'in' AND a.kind IN ('amended','registration_corrected')) AS c
    JOIN protection_order o ON o.id = c.order_id
    JOIN (SELECT what, record_id, at, before FROM
              (SELECT id, what, record_id, at, lag(what) OVER (PARTITION BY account_id ORDER BY id) AS before
               FROM audit WHERE account_id IS NOT NULL AND what IN ('order.preview','order.register')) AS saved
          WHERE what = 'order.register'
          UNION ALL
          SELECT what, record_id, at, before FROM
              (SELECT id, what, record_id, at, lag(what) OVER (PARTITION BY account_id, record_id ORDER BY id) AS before
               FROM audit WHERE account_id IS NOT NULL
               AND what IN ('act.preview','act.amended','act.registration_corrected')) AS acted
          WHERE what <> 'act.preview') AS t
      ON t.record_id = o.id AND t.what = CASE WHEN c.kind IS NULL THEN 'order.register' ELSE 'act.' || c.kind END
      AND (c.kind IS NULL OR t.at = c.at)
    WHERE (t.before IS NULL OR t.before NOT IN ('order.preview','act.preview'))
    AND NOT EXISTS (SELECT 1 FROM erased e WHERE e.what = 'file' AND e.record_id = o.case_id)
    -- What a measure says beyond itself can be sent since 039 only.
    AND NOT EXISTS (SELECT 1 FROM order_measure_detail d WHERE d.order_id = o.id AND d.act_id IS NULL);

INSERT INTO measure_doubt (order_id, letter, by_register, by_law, read_as)
    SELECT i.order_id, r.former, r.code, l.code, r.code FROM letters_outside i
    JOIN measure r ON r.code = i.code JOIN measure_letter l ON l.letter = r.former AND l.from_day = '2007-06-01'
    WHERE r.code <> l.code
    -- The law has no letters n to r: beside one of them all are the register's own.
    AND NOT EXISTS (SELECT 1 FROM letters_outside n JOIN measure m ON m.code = n.code
                    WHERE n.order_id = i.order_id AND m.former IN ('n','o','p','q','r'))
    AND NOT EXISTS (SELECT 1 FROM measure_doubt d WHERE d.order_id = i.order_id AND d.letter = r.former);
DROP TABLE letters_outside;
