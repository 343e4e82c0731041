-- The register finds what a card is good for by the card's own number; its digest is for whoever checks.
CREATE INDEX card_service_span ON card_service(card_id, service, from_day);
