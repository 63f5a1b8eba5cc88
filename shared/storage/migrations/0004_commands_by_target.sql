-- Commands are looked for by their target, so that one that is away holds up no other.
CREATE INDEX by_target ON commands (state, target, seq);
