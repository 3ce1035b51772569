"""The trail: who read what (access events), sealed into a hash chain. Who wrote what stands in each model's history."""
