"""Pages of this room: measures in the chart, a client answering alone, the evaluation."""
