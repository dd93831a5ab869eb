"""Every table of Gradus, listed by hand; a test compares this list with the rooms."""

from gradus.accounts.models import AuditEvent, User
from gradus.assessment.models import FinalGrade, Submission
from gradus.catalog.models import (
    ContentVersion,
    Course,
    CourseRun,
    Institution,
    Price,
    Program,
    ProgramCourse,
    ProgramVersion,
)
from gradus.credentials.models import (
    AchievementVersion,
    Award,
    Credential,
    IssuerKey,
    Revocation,
    SignedCredential,
    SignedStatusList,
    StatusList,
    Visibility,
)
from gradus.enrollment.models import Enrollment, ProgramPin, StaffRole, TrackChange
from gradus.jobs.models import Job
from gradus.pathways.models import Agreement, AgreementVersion, CreditEvaluation, DeclaredFact
from gradus.payments.models import Order, PaymentEvent, Refund, Right

__all__ = [
    "AchievementVersion",
    "Agreement",
    "AgreementVersion",
    "AuditEvent",
    "Award",
    "ContentVersion",
    "Course",
    "CourseRun",
    "Credential",
    "CreditEvaluation",
    "DeclaredFact",
    "Enrollment",
    "FinalGrade",
    "Institution",
    "IssuerKey",
    "Job",
    "Order",
    "PaymentEvent",
    "Price",
    "Program",
    "ProgramCourse",
    "ProgramPin",
    "ProgramVersion",
    "Refund",
    "Revocation",
    "Right",
    "SignedCredential",
    "SignedStatusList",
    "StaffRole",
    "StatusList",
    "Submission",
    "TrackChange",
    "User",
    "Visibility",
]
