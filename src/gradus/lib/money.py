"""Money as whole minor units and an ISO 4217 currency; never a float."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# ISO 4217 minor units that are not two; everything else has two digits.
DIGITS: Final = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "TND": 3}


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in the minor unit of its currency (cents for USD).

    >>> Money.of("250", "USD")
    Money(minor=25000, currency='USD')
    >>> str(Money(25000, "USD")), str(Money(25050, "USD")), str(Money(1250, "JPY"))
    ('250 USD', '250.50 USD', '1,250 JPY')
    """

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: str | Decimal, currency: str) -> "Money":
        """Read an amount in major units; ValueError when it has more digits than the currency."""
        minor = Decimal(amount).scaleb(DIGITS.get(currency, 2))
        if minor != minor.to_integral_value():
            msg = f"{amount} has more decimals than {currency} allows"
            raise ValueError(msg)
        return cls(int(minor), currency)

    @property
    def major(self) -> Decimal:
        """The amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-DIGITS.get(self.currency, 2))

    def __add__(self, other: "Money") -> "Money":
        """Add within one currency; ValueError across currencies."""
        if other.currency != self.currency:
            msg = f"{self.currency} and {other.currency} cannot be added"
            raise ValueError(msg)
        return Money(self.minor + other.minor, self.currency)

    def times(self, count: int) -> "Money":
        """Multiply by a whole number."""
        return Money(self.minor * count, self.currency)

    def __str__(self) -> str:
        """For people: thousands grouped, decimals only when there are any."""
        digits = DIGITS.get(self.currency, 2)
        whole, rest = divmod(abs(self.minor), 10**digits)
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{whole:,}" + (f".{rest:0{digits}d}" if rest else "") + f" {self.currency}"
