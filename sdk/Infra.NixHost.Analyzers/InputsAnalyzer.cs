using System.Collections.Immutable;
using Infra.NixHost.Analyzers.Judging;
using Infra.NixHost.Analyzers.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Infra.NixHost.Analyzers;

/// <summary>
/// Says of the constants in a program what a preview would refuse. What is only known when the program runs, such as variables and outputs,
/// is left to the preview.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InputsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.Missing,
        Descriptors.Besides,
        Descriptors.Invalid,
        Descriptors.Conflict,
        Descriptors.NothingToBoot,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        if (context is null)
        {
            throw new ArgumentNullException(nameof(context));
        }

        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.ObjectCreation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (
            context.Operation is IObjectCreationOperation creation
            && creation.Type.IsArgs()
            && GivenInputs.Read(creation) is { } inputs
        )
        {
            Judge(inputs, new Findings(context.ReportDiagnostic, inputs.Resource));
        }
    }

    private static void Judge(GivenInputs inputs, Findings findings)
    {
        MissingInputs.Judge(inputs, findings);
        SingleValues.Judge(inputs, findings);
        Combinations.Judge(inputs, findings);
        foreach (var name in inputs.Names)
        {
            if (inputs.Items(name) is { } items && inputs.Structure(name) is null)
            {
                for (var i = 0; i < items.Length; i++)
                {
                    if (GivenInputs.Below(items[i]) is { } item)
                    {
                        Judge(item, findings.Below($"{name}[{i}]"));
                    }
                }
            }
            else if (inputs.Structure(name) is { } structure)
            {
                Judge(structure, findings.Below(name));
            }
        }
    }
}
