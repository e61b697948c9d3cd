"""What an issued letter needs to leave and to prove it: envelope, label, inventory, notice, tracking, receipts."""
