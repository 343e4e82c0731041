-- Four eyes: whoever wrote a version of a yearly report does not sign it. The command line, which is nobody, signs nothing that it wrote.
CREATE TRIGGER yearly_report_four_eyes BEFORE INSERT ON yearly_report WHEN NEW.signed = 1 BEGIN
    SELECT RAISE(ABORT, 'who wrote a yearly report does not sign it')
    WHERE EXISTS (SELECT 1 FROM yearly_report y WHERE y.year = NEW.year AND y.signed = 0 AND y.written_by IS NEW.written_by);
END;
