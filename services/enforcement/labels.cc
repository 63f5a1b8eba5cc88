#include "services/enforcement/labels.h"

namespace liandong::enforcement {
namespace {

template <class Enum>
struct Label {
  Enum value;
  std::string_view en;
  std::string_view zh;
};

constexpr Label<common::v1::Agency> kBodies[] = {
    {common::v1::AGENCY_COURT, "the People's Court", "人民法院"},
    {common::v1::AGENCY_REVIEW_BODY, "the review body", "行政复议机构"},
    {common::v1::AGENCY_PUBLIC_SECURITY, "the Public Security Bureau", "公安局"},
    {common::v1::AGENCY_HOUSING_BUREAU, "the Housing Bureau", "房产局"},
    {common::v1::AGENCY_PROJECT_HEADQUARTERS, "the project headquarters", "项目指挥部"},
    {common::v1::AGENCY_SUBDISTRICT_OFFICE, "the sub-district office", "街道办事处"},
};

constexpr Label<v1::AttachmentKind> kAttachments[] = {
    {v1::ATTACHMENT_KIND_APPLICATION, "the application", "强制执行申请书"},
    {v1::ATTACHMENT_KIND_COMPENSATION_DECISION, "the compensation decision", "补偿决定书"},
    {v1::ATTACHMENT_KIND_DECISION_BASIS, "evidence and normative basis",
     "证据和所依据的规范性文件"},
    {v1::ATTACHMENT_KIND_SERVICE_PROOF, "the proof of service", "补偿决定送达凭证"},
    {v1::ATTACHMENT_KIND_DEMAND_RECORD, "the record of the demand", "催告情况"},
    {v1::ATTACHMENT_KIND_PARTY_OPINIONS, "the opinions of the parties",
     "被征收人及直接利害关系人的意见"},
    {v1::ATTACHMENT_KIND_RISK_ASSESSMENT, "the risk assessment", "社会稳定风险评估材料"},
    {v1::ATTACHMENT_KIND_HOUSE_STATE, "the state of the house", "房屋状况"},
    {v1::ATTACHMENT_KIND_PARTY_PROPERTY, "name, address and property of the party",
     "被执行人的姓名、住址及财产状况"},
    {v1::ATTACHMENT_KIND_AMOUNT_AND_ACCOUNT, "compensation amount and special account",
     "补偿金额和专户存储账号"},
    {v1::ATTACHMENT_KIND_RESETTLEMENT, "resettlement house and transition fee",
     "产权调换房屋、周转用房和过渡安置费证明"},
    {v1::ATTACHMENT_KIND_NOTHING_PENDING, "the statements that nothing is pending",
     "未复议未诉讼证明"},
    {v1::ATTACHMENT_KIND_ESCROW_CERTIFICATE, "the escrow certificate", "提存证明"},
};

constexpr Label<v1::ResourceKind> kResources[] = {
    {v1::RESOURCE_KIND_PEOPLE, "people", "人力"},
    {v1::RESOURCE_KIND_MATERIAL, "material", "物力"},
    {v1::RESOURCE_KIND_FINANCE, "money", "财力"},
    {v1::RESOURCE_KIND_TRANSPORT, "transport", "交通"},
    {v1::RESOURCE_KIND_MEDICAL, "medical care", "医疗"},
};

constexpr Label<v1::SignatureSlot> kSlots[] = {
    {v1::SIGNATURE_SLOT_COMMANDER, "commander on site", "现场执行负责人"},
    {v1::SIGNATURE_SLOT_RECORDER, "recorder", "记录人"},
    {v1::SIGNATURE_SLOT_EXECUTED_PERSON, "executed person", "被执行人"},
    {v1::SIGNATURE_SLOT_WITNESS, "witness", "证明人"},
};

template <class Enum, size_t N>
Name Find(const Label<Enum> (&labels)[N], Enum value, const std::string& otherwise) {
  for (const auto& label : labels) {
    if (label.value == value) return {std::string(label.en), std::string(label.zh)};
  }
  return {otherwise, otherwise};
}

}  // namespace

Name LabelOf(common::v1::Agency body) { return Find(kBodies, body, common::v1::Agency_Name(body)); }
Name LabelOf(v1::AttachmentKind kind) {
  return Find(kAttachments, kind, v1::AttachmentKind_Name(kind));
}
Name LabelOf(v1::ResourceKind kind) { return Find(kResources, kind, v1::ResourceKind_Name(kind)); }
Name LabelOf(v1::SignatureSlot slot) { return Find(kSlots, slot, v1::SignatureSlot_Name(slot)); }

}  // namespace liandong::enforcement
