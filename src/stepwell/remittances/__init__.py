"""What payers answer: files received, payments posted, denials worked."""
