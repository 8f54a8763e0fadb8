"""Which questions are timed? Figures, shares, trends, comparisons, text, and some that must be refused."""

from typing import Final

FIGURE: Final = "What were Apple's net sales in fiscal 2024?"
TEXT: Final = "What does Apple say about competition?"

QUESTIONS: Final = (
    FIGURE,
    "How much did Apple's net sales grow in fiscal 2024 over fiscal 2023?",
    "What was Apple's gross margin for each of the last five years?",
    "What were Apple's Services net sales in fiscal 2024?",
    "Apple's top line in fiscal 2023",
    "What was Apple's diluted EPS in fiscal 2024?",
    "How much cash did Apple have at the end of fiscal 2024?",
    "What were Apple's total liabilities in 2024?",
    "What was AMD's free cash flow in fiscal 2023?",
    "AMD's capex in 2023",
    "Did AMD's inventories rise in fiscal 2023?",
    "R&D as a share of revenue, AMD against Texas Instruments, fiscal 2023",
    "What was Texas Instruments' operating margin in 2023?",
    "What was GM's net income attributable to stockholders in 2023?",
    "What did MARA earn or lose in 2023?",
    "PepsiCo's dividends per share in 2023",
    "What was Verizon's long-term debt at the end of 2023?",
    "Which company had the highest revenue in fiscal 2023?",
    "How many employees does Apple have?",
    TEXT,
    "What does McDonald's say about risks from franchisees?",
    "Why did AMD's gross margin change?",
    "What legal proceedings does Apple describe?",
    "What does GM say about its dependence on suppliers?",
    "How does Texas Instruments describe its strategy?",
    "What does Verizon say about cybersecurity?",
    "What was Apple's revenue in fiscal 2030?",
    "What was Tesla's net income?",
    "What was the revenue?",
    "What will Apple's revenue be next year?",
)
