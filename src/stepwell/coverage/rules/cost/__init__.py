"""What a course of treatment costs, to the cent: who pays which part of each day, and why. Pure.

`request.answer` does all of it for one episode; `adjudication.adjudicate` prices lines under one plan;
`days.planned_lines` lays out the days; `estimates.estimate` says how much could come differently.
"""
