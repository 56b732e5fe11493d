// A page of the list: of the entries behind a key, the listed parties one of whose names begins with one of the
// characters, or has one of the words among its forms. The index of keys gives the entries in order, so that neither
// parties nor the rest of the list are walked. All values of a party are read at once: each that it has not would else be
// looked for among all that it has. Parameters: after (a key), walk (how many entries), all (whether so many are asked
// about that nearly everybody on the list is compared), signs, words.
MATCH (e:Entity)
WHERE e.key > $after AND e.key < 'DishonestyEntry;'
WITH e ORDER BY e.key LIMIT $walk
WITH collect(e) AS walked
RETURN {
  last: CASE WHEN size(walked) = $walk THEN walked[-1].key END,
  parties: COLLECT {
    UNWIND walked AS e
    MATCH (p:Party)-[l:LISTED_AS]->(e)
    WHERE on_the_list(e, l)
    WITH p, properties(p) AS held
    WHERE $all OR left(held.name, 1) IN $signs OR left(held.name, 2) IN $signs
      OR any(word IN split(held.namePinyin, ' ') WHERE word IN $words)
      OR any(word IN split(held.formerNamePinyin, ' ') WHERE word IN $words)
      OR any(forms IN held.otherNamesPinyin WHERE any(word IN split(forms, ' ') WHERE word IN $words))
    RETURN [
      held.id,
      held.source,
      [held.name, held.namePinyin, held.formerName, held.formerNamePinyin],
      held.otherNames,
      held.otherNamesPinyin,
      toString(held.birthDate),
      held.citizenId,
      p:Company
    ]
  }
} AS page
