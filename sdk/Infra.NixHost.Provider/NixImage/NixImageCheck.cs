using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Files;
using Infra.NixHost.Hosts.Nix;
using Infra.NixHost.Provider.Evaluations;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Rules;
using Infra.NixHost.Provider.Values;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.NixImage;

/// <summary>Checks that an image has one source, which exists and evaluates.</summary>
internal sealed class NixImageCheck(ProviderSession session)
{
    /// <summary>Returns the inputs with their evaluation.</summary>
    public async Task<PropertyMap> RunAsync(CheckCall call, CancellationToken cancellationToken)
    {
        var inputs = NixImageInputs.Read(call.News);
        if (call.News.Values.Any(PropertyContent.HasUnknown))
        {
            return call.News.With(CheckedEvaluation.Key, PropertyValue.Computed.Instance);
        }

        CheckSources(inputs, call);
        CheckArguments(inputs, call);
        if (!call.Failures.AreNone)
        {
            return call.News;
        }

        try
        {
            var evaluation = await EvaluateAsync(inputs, cancellationToken);
            await EvaluationLog.ShowAsync(session, call, evaluation, cancellationToken);
            return call.News.With(CheckedEvaluation.Key, CheckedEvaluation.Write(evaluation));
        }
        catch (HostException e)
        {
            call.Failures.Add(
                inputs.Sources[0].Name,
                e.Message + AttributeHints.For(e.Message),
                e.Code
            );
            return call.News;
        }
    }

    private async Task<NixEvaluation> EvaluateAsync(
        NixImageInputs inputs,
        CancellationToken cancellationToken
    )
    {
        if (NixImageSource.ExpressionOf(inputs, session) is { } expression)
        {
            return await session.Evaluator.EvaluateAsync(
                expression,
                write: false,
                cancellationToken
            );
        }

        // CheckSources has ensured that only the store path is left.
        return StoredImage.Find(session, session.Resolve(inputs.StorePath!));
    }

    private void CheckSources(NixImageInputs inputs, CheckCall call)
    {
        if (inputs.Sources.IsEmpty)
        {
            call.Failures.Add(SourceRules.OfImage[0], SourceRules.NoImage);
        }

        foreach (var (name, value) in inputs.Sources.Skip(1))
        {
            var (former, formerValue) = inputs.Sources[0];
            call.Failures.Add(name, SourceRules.Besides(value, former, formerValue));
        }

        foreach (var (name, value) in inputs.Sources.Where(s => s.Name != "flake"))
        {
            CheckPath(name, value, call);
        }

        if (inputs.Nixpkgs is { } nixpkgs && References.IsPath(nixpkgs))
        {
            CheckPath("nixpkgs", nixpkgs, call);
        }
    }

    private void CheckPath(string name, string value, CheckCall call)
    {
        var path = session.Resolve(value);
        if (session.Here.Stat(path) is null)
        {
            call.Failures.Add(
                name,
                $"\"{value}\": there is no file or directory {path}; correct the path or create it",
                "path-missing"
            );
        }
    }

    private static void CheckArguments(NixImageInputs inputs, CheckCall call)
    {
        call.Failures.AddIf("diskSize", ValueRules.ImageSize(inputs.DiskSize));

        if (inputs.Expression is null && !string.IsNullOrEmpty(inputs.Attribute))
        {
            call.Failures.Add(
                "attribute",
                $"\"{inputs.Attribute}\" selects from an expression, but expression is not set; set it, or write a flake as REF#ATTRIBUTE"
            );
        }

        if (inputs.StorePath is not null && !inputs.Arguments.IsEmpty)
        {
            call.Failures.Add("arguments", "a storePath is not evaluated; remove the arguments");
        }
    }
}
