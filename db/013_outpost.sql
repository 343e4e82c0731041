-- What a check reads stands in a file of its own, check.db, told by the register. Here stands what is still to be told, so
-- that it is committed with whatever changed it: nothing that ends a right can be lost between two files.

CREATE TABLE check_state (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    file BLOB,                                   -- names this register in its check.db: 16 random bytes
    turn INTEGER NOT NULL,                       -- grows with each change that checks must learn of
    kept INTEGER NOT NULL                        -- all turns after this one stand in check_owed
) STRICT;
INSERT INTO check_state (id, turn, kept) VALUES (1, 1, 0);

CREATE TABLE check_owed (
    kind TEXT NOT NULL,
    id   INTEGER NOT NULL,
    turn INTEGER NOT NULL,                       -- the last that touched it
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_owed_turn ON check_owed(turn);

-- By triggers, so that nobody who changes one of these can forget it.
CREATE TRIGGER owed_card_add AFTER INSERT ON card_service WHEN NEW.service = '' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'card', NEW.card_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_card_change AFTER UPDATE ON card_service WHEN NEW.service = '' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'card', NEW.card_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_kindergarten_child_add AFTER INSERT ON kindergarten_child BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'kindergarten', NEW.organisation_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_kindergarten_child_change AFTER UPDATE ON kindergarten_child BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'kindergarten', NEW.organisation_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_kindergarten_child_drop AFTER DELETE ON kindergarten_child BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'kindergarten', OLD.organisation_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_organisation_add AFTER INSERT ON organisation BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'organisation', NEW.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_organisation_change AFTER UPDATE ON organisation BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'organisation', NEW.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_organisation_drop AFTER DELETE ON organisation BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'organisation', OLD.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_device_add AFTER INSERT ON device BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'device', NEW.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_device_change AFTER UPDATE ON device BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'device', NEW.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_device_drop AFTER DELETE ON device BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'device', OLD.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_list_add AFTER INSERT ON status_list BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'list', NEW.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_list_change AFTER UPDATE OF token, signed_at ON status_list BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'list', NEW.id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_issuer_key_add AFTER INSERT ON issuer_key BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'keys', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_issuer_key_change AFTER UPDATE ON issuer_key BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'keys', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_issuer_key_drop AFTER DELETE ON issuer_key BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'keys', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_municipality_add AFTER INSERT ON municipality BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'municipality', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_municipality_change AFTER UPDATE ON municipality BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'municipality', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_municipality_drop AFTER DELETE ON municipality BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'municipality', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_certificate_kind_add AFTER INSERT ON certificate_kind BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'kinds', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_certificate_kind_change AFTER UPDATE ON certificate_kind BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'kinds', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_certificate_kind_drop AFTER DELETE ON certificate_kind BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'kinds', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_benefit_rule_add AFTER INSERT ON benefit_rule WHEN NEW.service = 'documents' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'fee', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_benefit_rule_change AFTER UPDATE ON benefit_rule WHEN NEW.service = 'documents' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'fee', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_benefit_rule_drop AFTER DELETE ON benefit_rule WHEN OLD.service = 'documents' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'fee', 0, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
CREATE TRIGGER owed_card_drop AFTER DELETE ON card_service WHEN OLD.service = '' BEGIN
    UPDATE check_state SET turn = turn + 1;
    INSERT INTO check_owed (kind, id, turn) SELECT 'card', OLD.card_id, turn FROM check_state WHERE id = 1
        ON CONFLICT (kind, id) DO UPDATE SET turn = excluded.turn;
END;
