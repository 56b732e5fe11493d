// vehicle
MATCH (n0:Entity:Vehicle)
WHERE n0.plateNo = $p0
WITH n0 ORDER BY n0.until IS NOT NULL, n0.registeredAt IS NULL, n0.registeredAt DESC, n0.id LIMIT 1
RETURN {`#`: [n0.id, n0.source], plateNo: n0.plateNo, vin: n0.vin, registeredAt: toString(n0.registeredAt)} AS answer
