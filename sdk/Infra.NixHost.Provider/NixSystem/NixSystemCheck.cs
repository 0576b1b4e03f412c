using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>Checks that a system's configuration exists and evaluates, and that its identity is valid.</summary>
internal sealed class NixSystemCheck(ProviderSession session)
{
    /// <summary>Returns the inputs with their evaluation.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var inputs = NixSystemInputs.Read(call.News);
        // The base affects only the closure disk, not the evaluated system.
        if (call.News.Any(p => p.Key != "base" && PropertyContent.HasUnknown(p.Value)))
        {
            return call.News.With(CheckedEvaluation.Key, PropertyValue.Computed.Instance);
        }

        CheckIdentity(inputs, call);
        if (session.Here.Stat(session.Resolve(inputs.Configuration)) is null)
        {
            call.Failures.Add(
                "configuration",
                $"\"{inputs.Configuration}\": there is no file or directory {session.Resolve(inputs.Configuration)}; correct the path or create it",
                "path-missing"
            );
        }

        if (!call.Failures.AreNone)
        {
            return call.News;
        }

        try
        {
            var evaluation = await session.Evaluator.EvaluateSystemAsync(
                NixSystemSource.ExpressionOf(inputs, session),
                write: false,
                cancellationToken
            );
            await EvaluationLog.ShowAsync(session, call, evaluation, cancellationToken);
            return call.News.With(CheckedEvaluation.Key, CheckedEvaluation.Write(evaluation));
        }
        catch (HostException e)
        {
            call.Failures.Add("configuration", e.Message, e.Code);
            return call.News;
        }
    }

    private static void CheckIdentity(NixSystemInputs inputs, CheckCall call)
    {
        if (inputs.HostName is { } name)
        {
            call.Failures.AddIf("hostName", ValueRules.HostName(name));
        }

        MacAddressCheck.Run("mac", inputs.Mac, call.Failures);
        LanAddressCheck.Run("address", inputs.Address, inputs.Gateway, inputs.Dns, call.Failures);
    }
}
