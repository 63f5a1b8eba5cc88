// Everything funds refuses with, beside the shared layer's own reasons.
#ifndef SERVICES_FUNDS_FUNDS_REASONS_H_
#define SERVICES_FUNDS_FUNDS_REASONS_H_

#include "shared/status/reason.h"

namespace liandong::funds {

// Special account
inline constexpr Reason kAccountInUse{"ACCOUNT_IN_USE", absl::StatusCode::kAlreadyExists,
                                      "this account already serves another project",
                                      "该账户已用于其他项目"};
inline constexpr Reason kFundNotOpen{"FUND_NOT_OPEN", absl::StatusCode::kFailedPrecondition,
                                     "the project has no open special account",
                                     "该项目没有处于开立状态的征收专户"};
inline constexpr Reason kFundNotEmpty{"FUND_NOT_EMPTY", absl::StatusCode::kFailedPrecondition,
                                      "{what} still holds {amount_fen} fen",
                                      "{what}尚有{amount_fen}分"};
inline constexpr Reason kNotThisBank{"NOT_THIS_BANK", absl::StatusCode::kPermissionDenied,
                                     "another bank keeps this project's special account",
                                     "该项目征收专户由其他银行开立"};
inline constexpr Reason kForeignProject{
    "FOREIGN_PROJECT", absl::StatusCode::kFailedPrecondition,
    "{name} belongs to another project than {project}; no money leaves its project",
    "{name}不属于{project}，资金不得跨项目使用"};
inline constexpr Reason kUnknownPurpose{
    "UNKNOWN_PURPOSE", absl::StatusCode::kInvalidArgument,
    "project money has six purposes (3.10.n); this is none of them",
    "征收资金只有六类用途，该用途不在其列"};
inline constexpr Reason kPurposeTwice{"PURPOSE_TWICE", absl::StatusCode::kInvalidArgument,
                                      "a purpose has one line; {purpose} has more",
                                      "同一用途只能有一行，{purpose}重复"};

// Budget
inline constexpr Reason kCostCapExceeded{
    "COST_CAP_EXCEEDED", absl::StatusCode::kFailedPrecondition,
    "{purpose} may be {cap_fen} fen at most by rule {rule} ({source}); {asked_fen} were asked",
    "按规则{rule}（{source}），{purpose}上限为{cap_fen}分，申报{asked_fen}分"};
inline constexpr Reason kBudgetState{
    "BUDGET_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a budget in {state}; possible: {possible}",
    "预算处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kReviewIncomplete{
    "REVIEW_INCOMPLETE", absl::StatusCode::kInvalidArgument,
    "the review must name every line of the budget once, and no other",
    "评审须逐行列明预算的每一项且不得多列"};
inline constexpr Reason kLineAboveSubmission{
    "LINE_ABOVE_SUBMISSION", absl::StatusCode::kInvalidArgument,
    "{purpose}: {approved_fen} fen approved, but only {submitted_fen} submitted",
    "{purpose}：核定{approved_fen}分超过申报{submitted_fen}分"};
inline constexpr Reason kReductionWithoutReason{
    "REDUCTION_WITHOUT_REASON", absl::StatusCode::kInvalidArgument,
    "{purpose} is reduced without an opinion", "{purpose}被核减但未说明理由"};
inline constexpr Reason kLineBelowUsed{
    "LINE_BELOW_USED", absl::StatusCode::kFailedPrecondition,
    "{purpose}: {approved_fen} fen approved, but {used_fen} are spent, owed or allotted already",
    "{purpose}：核定{approved_fen}分，低于已支出、应付或已下达额度的{used_fen}分"};
inline constexpr Reason kNoBudgetInForce{
    "NO_BUDGET_IN_FORCE", absl::StatusCode::kFailedPrecondition,
    "the project has no budget in force", "该项目尚无生效预算"};
inline constexpr Reason kLineExceeded{
    "LINE_EXCEEDED", absl::StatusCode::kFailedPrecondition,
    "{purpose}: the approved line of {line_fen} fen would be exceeded by {excess_fen}",
    "{purpose}：将超出批准额{line_fen}分达{excess_fen}分"};

// Purchases
inline constexpr Reason kAppraiserNotProcured{
    "APPRAISER_NOT_PROCURED", absl::StatusCode::kFailedPrecondition,
    "the appraiser is chosen by the owners (R590 20), never bought by procurement",
    "评估机构由被征收人选定（条例第二十条），不得通过采购确定"};
inline constexpr Reason kPurchaseNotApproved{
    "PURCHASE_NOT_APPROVED", absl::StatusCode::kFailedPrecondition,
    "Finance has approved no purchase method for {purpose} (3.6.e)",
    "{purpose}的采购方式尚未经财政部门批准"};

// Money in
inline constexpr Reason kNotInvestor{"NOT_INVESTOR", absl::StatusCode::kPermissionDenied,
                                     "another investor finances this project",
                                     "该项目由其他投资主体出资"};
inline constexpr Reason kDepositState{
    "DEPOSIT_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a deposit in {state}; possible: {possible}",
    "缴存处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kAmountMismatch{
    "AMOUNT_MISMATCH", absl::StatusCode::kFailedPrecondition,
    "{stated_fen} fen stated, {expected_fen} expected: {difference_fen} apart",
    "所报{stated_fen}分与应为{expected_fen}分相差{difference_fen}分"};
inline constexpr Reason kReceiptUsed{"RECEIPT_USED", absl::StatusCode::kAlreadyExists,
                                     "this bank reference has been used before",
                                     "该银行凭证号已使用"};
inline constexpr Reason kFundsShortfall{
    "FUNDS_SHORTFALL", absl::StatusCode::kFailedPrecondition,
    "the special account lacks {short_fen} fen that are free for this",
    "征收专户可用于此项的资金尚缺{short_fen}分"};
inline constexpr Reason kQuotaExceeded{
    "QUOTA_EXCEEDED", absl::StatusCode::kFailedPrecondition,
    "{purpose}: the quota of {quota_fen} fen would be exceeded by {excess_fen}",
    "{purpose}：将超出已下达额度{quota_fen}分达{excess_fen}分"};

// Ledger
inline constexpr Reason kAmountOverflow{"AMOUNT_OVERFLOW", absl::StatusCode::kOutOfRange,
                                        "the amounts of account {account} leave the range of fen",
                                        "账户{account}的金额超出允许范围"};
inline constexpr Reason kAccountUnknown{"ACCOUNT_UNKNOWN", absl::StatusCode::kInvalidArgument,
                                        "no ledger account has this code", "没有该代码的账户"};

// Obligations
inline constexpr Reason kHouseholdMissing{"HOUSEHOLD_MISSING", absl::StatusCode::kInvalidArgument,
                                          "compensation must name its household",
                                          "补偿款须载明被征收户"};
inline constexpr Reason kItemAmount{
    "ITEM_AMOUNT", absl::StatusCode::kInvalidArgument,
    "an item must be above zero; only an exchange difference may be negative",
    "款项金额须大于零，仅产权调换差价可为负数"};
inline constexpr Reason kItemNotOfPurpose{"ITEM_NOT_OF_PURPOSE", absl::StatusCode::kInvalidArgument,
                                          "this kind of item or payee does not belong to {purpose}",
                                          "该类款项或收款人不属于{purpose}"};
inline constexpr Reason kDuplicateId{"DUPLICATE_ID", absl::StatusCode::kInvalidArgument,
                                     "{id} stands in the list twice", "{id}重复"};
inline constexpr Reason kPayeesDoNotSum{
    "PAYEES_DO_NOT_SUM", absl::StatusCode::kInvalidArgument,
    "{group}: the shares sum to {payees_fen} fen, the items to {items_fen}",
    "{group}：收款人合计{payees_fen}分，款项合计{items_fen}分，二者不等"};
inline constexpr Reason kObligationState{
    "OBLIGATION_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an obligation in {state}; possible: {possible}",
    "应付款项处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kObligationStale{
    "OBLIGATION_STALE", absl::StatusCode::kFailedPrecondition,
    "version {version} of the source is known already, with other content or a later version",
    "来源文件的第{version}版已被收录，且内容不同或已有更新版本"};
inline constexpr Reason kObligationOtherSource{
    "OBLIGATION_OTHER_SOURCE", absl::StatusCode::kFailedPrecondition,
    "the obligation rests on another source; cancel it first", "该应付款项依据其他文件，须先撤销"};
inline constexpr Reason kObligationPaid{
    "OBLIGATION_PAID", absl::StatusCode::kFailedPrecondition,
    "{used_fen} fen of it are paid, in escrow or in payment already",
    "其中{used_fen}分已支付、提存或正在支付"};
inline constexpr Reason kObligationChanged{
    "OBLIGATION_CHANGED", absl::StatusCode::kFailedPrecondition,
    "what is owed has changed since this was prepared; prepare it again",
    "应付款项已变更，须重新办理"};
inline constexpr Reason kCompensationNeedsSource{
    "COMPENSATION_NEEDS_SOURCE", absl::StatusCode::kInvalidArgument,
    "compensation rests on an agreement or a decision, never on a contract",
    "补偿款须以补偿协议或补偿决定为依据"};

// Payments
inline constexpr Reason kPreparerCannotApprove{
    "PREPARER_CANNOT_APPROVE", absl::StatusCode::kPermissionDenied,
    "the body that prepares payment papers can neither check nor pay them (3.5.e, 3.10.n)",
    "办理补偿款手续的单位不得审核或拨付"};
inline constexpr Reason kPreparerNotEntitled{
    "PREPARER_NOT_ENTITLED", absl::StatusCode::kPermissionDenied,
    "papers of this kind are another body's duty", "该类支付手续由其他单位办理"};
inline constexpr Reason kNotOwed{"NOT_OWED", absl::StatusCode::kFailedPrecondition,
                                 "{owed_fen} fen are owed for this, not {stated_fen}",
                                 "该项应付{owed_fen}分，不是{stated_fen}分"};
inline constexpr Reason kAlreadyPaid{"ALREADY_PAID", absl::StatusCode::kAlreadyExists,
                                     "this is paid already, or stands in a live payment or escrow",
                                     "该款项已支付，或已列入办理中的支付或提存"};
inline constexpr Reason kPeriodInvalid{
    "PERIOD_INVALID", absl::StatusCode::kInvalidArgument,
    "transition fees and services count periods from 1; everything else has none",
    "临时安置费和服务费的期次自1起，其他款项不分期"};
inline constexpr Reason kInvoiceMissing{"INVOICE_MISSING", absl::StatusCode::kInvalidArgument,
                                        "a service is paid against an invoice",
                                        "支付服务费须附发票"};
inline constexpr Reason kInvoiceUsed{"INVOICE_USED", absl::StatusCode::kAlreadyExists,
                                     "this invoice is in another payment", "该发票已用于其他支付"};
inline constexpr Reason kPaymentState{
    "PAYMENT_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a payment in {state}; possible: {possible}",
    "支付处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kRunState{
    "RUN_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a payment run in {state}; possible: {possible}",
    "支付批次处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kPaymentWithheld{"PAYMENT_WITHHELD", absl::StatusCode::kFailedPrecondition,
                                         "the payment is withheld for a spot check",
                                         "该笔支付因抽查暂停办理"};
inline constexpr Reason kNotWithBank{
    "PAYMENT_NOT_WITH_BANK", absl::StatusCode::kFailedPrecondition,
    "unmasked accounts are shown of payments only that the bank has been instructed to make",
    "仅已向银行发出支付指令的支付可查看完整账户信息"};
inline constexpr Reason kInstructionUnknown{"INSTRUCTION_UNKNOWN", absl::StatusCode::kNotFound,
                                            "the bank has no open order for this payment and payee",
                                            "银行没有该笔支付的有效指令"};
inline constexpr Reason kBankResultConflict{
    "BANK_RESULT_CONFLICT", absl::StatusCode::kFailedPrecondition,
    "another result of this payment is recorded; it stays", "该笔支付已有不同的银行结果，保持不变"};
// Never reaches a caller: the result is known word for word, and the call answers what there is.
inline constexpr Reason kBankResultKnown{"BANK_RESULT_KNOWN", absl::StatusCode::kAlreadyExists,
                                         "this result is known", "该结果已收录"};
inline constexpr Reason kDatesOutOfOrder{"DATES_OUT_OF_ORDER", absl::StatusCode::kInvalidArgument,
                                         "{earlier} comes after {later}", "{earlier}晚于{later}"};

// Escrow
inline constexpr Reason kEscrowState{
    "ESCROW_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit an escrow in {state}; possible: {possible}",
    "提存处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kRefusalNotRecorded{
    "REFUSAL_NOT_RECORDED", absl::StatusCode::kFailedPrecondition,
    "no refusal of this payment is on record (4.1.e4)", "尚无拒收补偿款的记录"};
inline constexpr Reason kGroundNotProven{
    "GROUND_NOT_PROVEN", absl::StatusCode::kInvalidArgument,
    "a deposit on another ground than a refusal names the document that proves it (4.1.e4)",
    "非因拒收而提存的，须载明证明提存事由的文书"};
inline constexpr Reason kNotThisNotary{"NOT_THIS_NOTARY", absl::StatusCode::kPermissionDenied,
                                       "another notary office holds this deposit",
                                       "该提存由其他公证机构保管"};
inline constexpr Reason kCertificateNumberUsed{
    "CERTIFICATE_NUMBER_USED", absl::StatusCode::kAlreadyExists,
    "another escrow has this certificate number", "该公证书编号已用于其他提存"};
inline constexpr Reason kEscrowExpired{
    "ESCROW_EXPIRED", absl::StatusCode::kFailedPrecondition,
    "the creditor's right ended on {expiry} (Civil Code 574)",
    "债权人领取提存物的权利已于{expiry}消灭（民法典第五百七十四条）"};

// Proofs and holds
inline constexpr Reason kProofExists{"PROOF_EXISTS", absl::StatusCode::kAlreadyExists,
                                     "a funding proof of this name was issued",
                                     "该编号的资金证明已出具"};
inline constexpr Reason kProofState{
    "PROOF_STATE", absl::StatusCode::kFailedPrecondition,
    "{action} does not fit a funding proof in {state}; possible: {possible}",
    "资金证明处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kProofMalformed{"PROOF_MALFORMED", absl::StatusCode::kInvalidArgument,
                                        "the signed bytes are not a proof", "所签内容不是证明"};
inline constexpr Reason kProofExpired{"PROOF_EXPIRED", absl::StatusCode::kFailedPrecondition,
                                      "the proof states nothing after {expires}",
                                      "该证明自{expires}起不再有效"};
inline constexpr Reason kHoldState{"HOLD_STATE", absl::StatusCode::kFailedPrecondition,
                                   "{action} does not fit a hold in {state}; possible: {possible}",
                                   "暂停支付处于{state}，不能执行{action}；可执行：{possible}"};
inline constexpr Reason kHoldNotOnCompensation{
    "HOLD_NOT_ON_COMPENSATION", absl::StatusCode::kFailedPrecondition,
    "a hold never rests on a household's compensation", "不得对被征收户的补偿款暂停支付"};
inline constexpr Reason kHoldTarget{"HOLD_TARGET", absl::StatusCode::kInvalidArgument,
                                    "a hold names one payment or one contract's obligation",
                                    "暂停支付须指明一笔支付或一份合同的应付款项"};

// The catalogue, for bars and fields that name a reason, and for the reference.
inline constexpr const Reason* kReasons[] = {
    &kAccountInUse,
    &kFundNotOpen,
    &kFundNotEmpty,
    &kNotThisBank,
    &kForeignProject,
    &kUnknownPurpose,
    &kPurposeTwice,
    &kCostCapExceeded,
    &kBudgetState,
    &kReviewIncomplete,
    &kLineAboveSubmission,
    &kReductionWithoutReason,
    &kLineBelowUsed,
    &kNoBudgetInForce,
    &kLineExceeded,
    &kAppraiserNotProcured,
    &kPurchaseNotApproved,
    &kNotInvestor,
    &kDepositState,
    &kAmountMismatch,
    &kReceiptUsed,
    &kFundsShortfall,
    &kQuotaExceeded,
    &kAmountOverflow,
    &kAccountUnknown,
    &kHouseholdMissing,
    &kItemAmount,
    &kItemNotOfPurpose,
    &kDuplicateId,
    &kPayeesDoNotSum,
    &kObligationState,
    &kObligationStale,
    &kObligationOtherSource,
    &kObligationPaid,
    &kObligationChanged,
    &kCompensationNeedsSource,
    &kPreparerCannotApprove,
    &kPreparerNotEntitled,
    &kNotOwed,
    &kAlreadyPaid,
    &kPeriodInvalid,
    &kInvoiceMissing,
    &kInvoiceUsed,
    &kPaymentState,
    &kRunState,
    &kPaymentWithheld,
    &kNotWithBank,
    &kInstructionUnknown,
    &kBankResultConflict,
    &kDatesOutOfOrder,
    &kEscrowState,
    &kRefusalNotRecorded,
    &kGroundNotProven,
    &kNotThisNotary,
    &kCertificateNumberUsed,
    &kEscrowExpired,
    &kProofExists,
    &kProofState,
    &kProofMalformed,
    &kProofExpired,
    &kHoldState,
    &kHoldNotOnCompensation,
    &kHoldTarget,
    &kBankResultKnown,
};

}  // namespace liandong::funds

#endif  // SERVICES_FUNDS_FUNDS_REASONS_H_
