// vehicle
MATCH (n0:Vehicle)
WHERE n0.plateNo = $p0 AND n0.vin = $p1
RETURN {id: n0.id} AS answer
