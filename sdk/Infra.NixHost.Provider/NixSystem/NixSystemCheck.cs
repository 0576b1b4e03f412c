using System.Text.RegularExpressions;
using Infra.NixHost.Host;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixSystem;

/// <summary>Checks a system: its configuration exists and evaluates, and its identity is one.</summary>
internal sealed partial class NixSystemCheck(ProviderSession session)
{
    /// <summary>The inputs with what they evaluate to.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var inputs = NixSystemInputs.Read(call.News);
        // What the guest has already decides on the disk, not on the system.
        if (call.News.Any(p => p.Key != "base" && Plain.HasUnknown(p.Value)))
        {
            return call.News.With(CheckedEvaluation.Key, PropertyValue.Computed.Instance);
        }

        CheckIdentity(inputs, call);
        if (!Path.Exists(session.Resolve(inputs.Configuration)))
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
            var evaluation = await session.Host.Evaluator.EvaluateSystemAsync(
                NixSystemSource.ExpressionOf(inputs, session),
                write: false,
                cancellationToken
            );
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
        if (inputs.HostName is { } name && !HostName().IsMatch(name))
        {
            call.Failures.Add(
                "hostName",
                $"\"{name}\" is no host name; give 1 to 63 characters of A-Z a-z 0-9 and - that begin and end with a letter or digit"
            );
        }

        MacAddressCheck.Run("mac", inputs.Mac, call.Failures);
        LanAddressCheck.Run("address", inputs.Address, inputs.Gateway, inputs.Dns, call.Failures);
    }

    [GeneratedRegex(
        "^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex HostName();
}
