// Certificates of a unit: how they are named, which are valid, how they end. Pure but for the
// queries at the end.
#ifndef SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_RULES_H_
#define SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_RULES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "liandong/registry/v1/certificate.pb.h"
#include "services/registry/registry_reasons.h"
#include "services/registry/units/obstacle.h"
#include "shared/calendar/date.h"
#include "shared/rules/state_machine.h"

namespace liandong::registry {

using v1::Certificate;

inline constexpr rules::Transition<v1::CertificateState> kCertificateMoves[] = {
    {v1::CERTIFICATE_STATE_UNSPECIFIED, "ImportRegister", v1::CERTIFICATE_STATE_VALID},
    {v1::CERTIFICATE_STATE_UNSPECIFIED, "RegisterTitle", v1::CERTIFICATE_STATE_VALID},
    {v1::CERTIFICATE_STATE_VALID, "CorrectCertificate", v1::CERTIFICATE_STATE_VALID},
    {v1::CERTIFICATE_STATE_VALID, "RegisterTitle", v1::CERTIFICATE_STATE_TRANSFERRED},
    {v1::CERTIFICATE_STATE_VALID, "ApplyCancellation", v1::CERTIFICATE_STATE_CANCELLED},
};
inline constexpr rules::StateMachine kCertificateMachine("Certificate", kCertificateNotValid,
                                                         kCertificateMoves);

// CERTIFICATE_NUMBER_FORMAT, of the normalised number.
absl::Status CheckNumber(v1::CertificateKind kind, std::string_view number);
// CERTIFICATE_SET: one house and one land certificate taken over, or one title.
absl::Status CheckSet(const google::protobuf::RepeatedPtrField<Certificate>& certificates);

// Makes the certificate a valid one of its unit: the slots it fills are unique.
void MakeValid(std::string_view unit, Certificate& certificate);
// Ends it and frees its slots. CERTIFICATE_NOT_VALID.
absl::Status End(std::string_view action, std::string_view ended_by, Date day,
                 Certificate& certificate);

// Writes the short form of `certificate` into its unit's page.
void ShowOn(v1::Unit& unit, const Certificate& certificate);

// UNIT_HAS_TITLE, or NO_FIRST_REGISTRATION, unless `valid` is exactly a developer's first
// registration, which can be transferred.
Obstacles TransferObstacles(std::string_view unit_code, const std::vector<Certificate>& valid);

}  // namespace liandong::registry

#endif  // SERVICES_REGISTRY_CERTIFICATES_CERTIFICATE_RULES_H_
