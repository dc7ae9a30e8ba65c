"""The head and foot of a state report (Decree 30/2020/NĐ-CP, appendix I)."""

from datetime import date

from attrs import field, frozen

from .. import dates
from ..model import BroadcastPlan, DocumentNumber
from ..model._laws import frozen_tuple

#: The national name and motto (Quốc hiệu, Tiêu ngữ).
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@frozen(kw_only=True)
class Letterhead:
    """Who reports to whom, under which number, where and when.

    What is None stays open on paper, as a form leaves it.

    Example:
        >>> head = Letterhead(agency="Sở Thông tin và Truyền thông", place="Sơn La")
        >>> head.dateline
        'Sơn La, ngày … tháng … năm …'
        >>> head.number_line
        'Số: …/BC'
    """

    #: The agency that reports (tên cơ quan ban hành).
    agency: str
    #: Its code, which the number needs: ``STTTT``.
    code: str | None = None
    #: The agency above it (cơ quan chủ quản trực tiếp).
    parent: str | None = None
    #: Number of the report (số, ký hiệu).
    number: DocumentNumber | None = None
    #: Place of the dateline (địa danh).
    place: str | None = None
    #: Day of the dateline.
    dated: date | None = None
    #: To whom (kính gửi).
    recipient: str | None = None
    #: Office of the one who signs (chức vụ): ``Giám đốc``.
    signatory: str | None = None
    #: Who gets copies (nơi nhận).
    copies: tuple[str, ...] = field(default=("Như trên", "Lưu: VT"), validator=frozen_tuple)

    @property
    def number_line(self) -> str:
        """The line of the number: ``Số: 12/BC-STTTT``."""
        if self.number is not None:
            return f"Số: {self.number}"
        return f"Số: …/BC-{self.code}" if self.code else "Số: …/BC"

    @property
    def dateline(self) -> str:
        """The line of place and date: ``Sơn La, ngày 05 tháng 01 năm 2018``."""
        if self.dated is None:
            return f"{self.place or '…'}, ngày … tháng … năm …"
        return dates.format(self.dated, "administrative", place=self.place or "…")


def letterhead_of(plan: BroadcastPlan) -> Letterhead:
    """The letterhead that a plan's duty to report leads to, number, place and date left open.

    The agency is the one that has the duty, else the party in the lead, else the broadcaster;
    the plan's authority stands above it.

    Example:
        >>> letterhead_of(BroadcastPlan(key="it-today", title="IT TODAY")).agency
        '…'
    """
    duty = plan.report_duty
    by_role = {party.role: party.organisation for party in reversed(plan.parties)}
    agency = duty.by if duty is not None else by_role.get("lead") or by_role.get("broadcaster")
    above = plan.authority or by_role.get("authority")
    return Letterhead(
        agency=agency.name if agency is not None else "…",
        code=agency.code if agency is not None else None,
        parent=above.name if above is not None and above != agency else None,
        recipient=duty.to.name if duty is not None else None,
    )
