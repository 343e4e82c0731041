-- The sums of acts stand with the other details of measures now (order_measure_detail), where a step behind 039 has put them.
ALTER TABLE order_act_measure DROP COLUMN sum_sealed;
