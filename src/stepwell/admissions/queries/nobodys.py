"""Who is in care or on the way in, and has no primary clinician."""

from datetime import timedelta

NEW = timedelta(days=30)  # since when somebody registered waits for a clinician before care begins

# Clients in care, or registered of late, whose primary clinician is nobody, or somebody who left. Who was discharged,
# and who does not start, needs none.
# As sets: who needs somebody, without who has somebody. Asked one by one, they are many. And as an array: few are left,
# who are looked up, where a set would be compared with all clients that there ever were.
WITHOUT_PRIMARY = f"""c.id = ANY (ARRAY(
(SELECT e.client_id FROM clients_episode e WHERE e.closed_on IS NULL AND e.voided_at IS NULL
 UNION
 SELECT n.id FROM clients_client n
 WHERE n.created_at > statement_timestamp() - interval '{NEW.days} days'
   AND NOT EXISTS (SELECT FROM clients_episode e WHERE e.client_id = n.id AND e.voided_at IS NULL)
   AND NOT EXISTS (SELECT FROM admissions_withdrawal w WHERE w.client_id = n.id AND w.resumed_at IS NULL))
EXCEPT
SELECT a.client_id FROM clients_careassignment a JOIN tenancy_membership m ON m.id = a.membership_id
WHERE a.kind = 'primary' AND a.ends_at IS NULL AND m.ended_at IS NULL))
"""
